// Ends the server with `kill -9` while several people write, many times over. Whatever it had acknowledged must be there
// after the next start, and at the end the stores must be whole. Usage: kill-test.mjs BINARY [ROUNDS] [FOLDER]; the folder
// may hold a demo already. Without one it is a temporary folder, which stays only if something was wrong.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { KINDS, Person, check, signIn, signingUp, world, writing } from "./kill-people.mjs";

const [binary, rounds = "10", folder] = process.argv.slice(2);
const data = folder ?? mkdtempSync(join(tmpdir(), "ud-kill-"));
// Verified accounts of the demo, twenty of each. Each round takes the next few, because a day's posts and votes are limited.
const CROWDS = [
  "cardiology",
  "nursing",
  "internal-medicine",
  "emergency-medicine",
  "paediatrics",
  "psychiatry",
  "anaesthesiology",
];
const WRITERS = 6;
const crowd = CROWDS.flatMap((name) => Array.from({ length: 20 }, (_, n) => new Person(`${name}-${n}@demo.example`)));
const newcomers = [];
const { acknowledged, lost, faults } = world;

// --- the server ------------------------------------------------------------------------------------------------------
const port = await new Promise((found) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const { port } = probe.address();
    probe.close(() => found(port));
  });
});
world.site = `http://127.0.0.1:${port}`;
const flags = ["--data", data, "--listen", `127.0.0.1:${port}`, "--site", "target/site"];
const filled = spawnSync(binary, ["demo", ...flags, "--fill-only"], { stdio: ["ignore", "ignore", "inherit"] });
if (filled.status !== 0) throw new Error("the demo is not filled");
const log = openSync(join(data, "server.log"), "a");
let server;
process.on("exit", () => server?.kill("SIGKILL"));
process.on("SIGTERM", () => process.exit(143));

async function start() {
  server = spawn(binary, ["demo", ...flags], { stdio: ["ignore", log, log] });
  const until = performance.now() + 60_000;
  while (!(await fetch(`${world.site}/health`).then((answer) => answer.ok, () => false))) {
    if (server.exitCode !== null || performance.now() > until) throw new Error("the server does not start");
    await sleep(10);
  }
  world.killed = false;
}

function stop(signal) {
  const ended = new Promise((done) => server.once("exit", done));
  server.kill(signal);
  return ended;
}

// --- rounds ------------------------------------------------------------------------------------------------------------
async function round(number) {
  const writers = Array.from({ length: WRITERS }, (_, n) => crowd[(number * WRITERS + n) % crowd.length]);
  const come = [];
  let due = randomInt(30, 250);
  const reached = new Promise((done) => {
    world.onAct = () => {
      due -= 1;
      if (due === 0) done();
    };
  });
  const load = Promise.all([...writers.map(writing), signingUp(come)]);
  await Promise.race([reached, load]);
  // Somewhere within what the others are doing.
  await sleep(randomInt(25));
  world.killed = true;
  await stop("SIGKILL");
  await load;
  await start();
  await Promise.all([...writers, ...come].map(check));
  await Promise.all(come.map((who) => signIn(who).catch((error) => lost.add(error.message))));
  newcomers.push(...come);
}

// --- the stores --------------------------------------------------------------------------------------------------------
function rows(store, sql) {
  return String(execFileSync("sqlite3", [join(data, `${store}.db`), sql], { maxBuffer: 2 ** 30 })).trim();
}

/** What each of these counts should not exist. */
const SUMS = {
  "votes that are no ballots": `SELECT count(*) FROM items i
    WHERE up <> (SELECT count(*) FROM ballots b WHERE b.item = i.id AND b.up)
    OR down <> (SELECT count(*) FROM ballots b WHERE b.item = i.id AND NOT b.up)`,
  "saves that are no reactions": `SELECT count(*) FROM items i WHERE saves <>
    (SELECT count(*) FROM reactions s WHERE s.item = i.id AND s.kind = 'save' AND s.given AND s.counted)`,
  "comments miscounted in threads": `SELECT count(*) FROM items i WHERE thread = id AND comments <>
    (SELECT count(*) FROM items c WHERE c.thread = i.id AND c.id <> i.id AND c.state = 'published')`,
  "items miscounted at authors": `SELECT count(*) FROM authors a WHERE posts + comments <>
    (SELECT count(*) FROM items i WHERE i.author = a.id AND i.state = 'published')`,
  "posts miscounted in spaces": `SELECT count(*) FROM spaces s WHERE posts <>
    (SELECT count(*) FROM items i WHERE i.space = s.slug AND i.thread = i.id AND i.state = 'published')`,
  "personas without a sealed link": `ATTACH '${join(data, "vault.db")}' AS vault; SELECT count(*) FROM authors
    WHERE handle IS NOT NULL AND id NOT IN (SELECT persona FROM vault.links)`,
};

function examine(people) {
  for (const store of ["identity", "forum", "vault"]) {
    const found = rows(store, "PRAGMA integrity_check");
    if (found !== "ok") faults.push(`${store}: ${found}`);
  }
  for (const [what, sql] of Object.entries(SUMS)) {
    const found = rows("forum", sql);
    if (found !== "0") faults.push(`${found} ${what}`);
  }
  const texts = rows("forum", "SELECT body FROM items");
  for (const { words, state, listed } of people.flatMap((who) => [...who.drafts.values()])) {
    if (state !== "publishing" || listed !== texts.includes(words)) continue;
    faults.push(listed ? `published, and still a draft: ${words}` : `neither published nor a draft: ${words}`);
  }
  const file = readFileSync(join(data, "forum.db"));
  for (const { words, state } of world.items.values()) {
    if (state === "deleted" && file.includes(words)) faults.push(`a deleted text is in the file: ${words}`);
  }
  const { status, stdout } = spawnSync(binary, ["reputation", "rebuild", "--data", data]);
  if (status !== 0 || !/, 0 differences\n$/.test(stdout)) faults.push(`reputation rebuild: ${stdout}`);
}

// --- all of it -----------------------------------------------------------------------------------------------------------
await start();
let done = 0;
for (; done < Number(rounds) && lost.size + faults.length === 0; done += 1) await round(done);
const people = [...crowd.filter((who) => who.authors.size > 0), ...newcomers];
for (const who of people) await check(who);
if ((await stop("SIGTERM")) !== 0) faults.push("the server did not stop as it should");
examine(people);
for (const kind of KINDS) if (done >= 10 && acknowledged[kind] === 0) faults.push(`not one ${kind}`);

for (const problem of [...lost, ...faults].slice(0, 20)) console.error(`kill -9: ${problem}`);
console.log(`kill -9: ${KINDS.map((kind) => `${kind} ${acknowledged[kind]}`).join(", ")}`);
const total = Object.values(acknowledged).reduce((sum, count) => sum + count, 0);
const acts = total.toLocaleString("en").replaceAll(",", " ");
console.log(`kill -9: ${done} rounds, ${acts} acknowledged acts, ${lost.size} lost`);
const whole = lost.size + faults.length === 0;
if (whole && !folder) rmSync(data, { recursive: true });
if (!whole) console.error(`kill -9: the stores and the server's log are in ${data}`);
process.exit(whole ? 0 : 1);

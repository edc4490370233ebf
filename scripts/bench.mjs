// Fills a forum with 10 000 posts and 100 000 comments, serves it, and measures: requests a second and p99 of feed, thread
// and profile (wrk beside the server), memory, start-up, what a browser loads, and pages under floods. Writes docs/BENCHMARKS.md.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { brotliCompressSync } from "node:zlib";
import { actFigures } from "./bench-acts.mjs";
import { floodFigures } from "./bench-floods.mjs";
import { reputationFigures } from "./bench-reputation.mjs";
import { scrubFigures } from "./bench-scrub.mjs";

const [binary, data] = process.argv.slice(2);
const listen = "127.0.0.1:3961";
const site = `http://${listen}`;
const [posts, comments, connections, seconds] = [10_000, 100_000, 16, 10];
const flags = ["demo", "--data", data, "--listen", listen, "--site", "target/site"];

const filled = spawnSync(binary, [...flags, "--fill-only", "--posts", posts, "--comments", comments].map(String));
if (filled.status !== 0) throw new Error(`filling failed: ${filled.stderr}`);

/** Moves comments from elsewhere into one thread, so that it has 325 items. Returns the thread. */
function makeLongThread() {
  const sql = `
    CREATE TEMP TABLE long AS SELECT id FROM items WHERE thread = id AND state = 'published' ORDER BY random() LIMIT 1;
    CREATE TEMP TABLE moved AS SELECT id FROM items WHERE thread <> id AND parent IS NULL AND state = 'published'
      AND NOT EXISTS (SELECT 1 FROM items reply WHERE reply.parent = items.id AND reply.thread = items.thread) LIMIT 324;
    UPDATE items SET thread = (SELECT id FROM long) WHERE id IN (SELECT id FROM moved);
    UPDATE items SET comments = (SELECT COUNT(*) FROM items said WHERE said.thread = items.id AND said.id <> items.id)
      WHERE id = (SELECT id FROM long);
    SELECT lower(hex(id)) FROM long;`;
  const hex = String(execFileSync("sqlite3", [`${data}/forum.db`, sql])).trim();
  return `/posts/${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")}`;
}
const long = makeLongThread();

const memory = (pid, line) => Number(readFileSync(`/proc/${pid}/status`, "utf8").match(`${line}:\\s+(\\d+)`)[1]) / 1024;
const answers = () => fetch(`${site}/health`).then((r) => r.ok, () => false);

async function start() {
  const begun = performance.now();
  const server = spawn(binary, flags, { stdio: "ignore" });
  while (!(await answers())) {
    if (performance.now() - begun > 20_000) throw new Error("the server does not start");
    await new Promise((next) => setTimeout(next, 2));
  }
  return { server, took: performance.now() - begun };
}

async function stop(server) {
  const ended = new Promise((end) => server.once("exit", end));
  server.kill("SIGTERM");
  await ended;
}

const starts = [];
for (let n = 0; n < 5; n += 1) {
  const { server, took } = await start();
  starts.push(took);
  await stop(server);
}
starts.sort((a, b) => a - b);

const { server } = await start();
const idle = memory(server.pid, "VmRSS");
// While wrk runs, this process waits and the server closes idle connections; the second try opens a new one.
const get = (path, headers = {}) => fetch(site + path, { headers }).catch(() => fetch(site + path, { headers }));
const html = async (path) => (await get(path)).text();
const feed = await html("/");
const deep = feed.match(/href="(\/\?after=[^"]+)"/)[1].replaceAll("&amp;", "&");
const thread = feed.match(/href="(\/posts\/[0-9a-f-]+)"/)[1];
const profile = feed.match(/href="(\/authors\/anon_[0-9a-f]+)"/)[1];
const pages = { Feed: "/", "Feed, second page": deep, Thread: thread, "Thread of 325 items": long, Profile: profile };
const account = { email: "clinician@demo.example", password: "copper violin harbour nine" };

/** Signs in; returns the cookies. */
async function signIn() {
  const response = await fetch(`${site}/sign-in`, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin", accept: "text/html" },
    body: new URLSearchParams(account),
  });
  if (response.status !== 303) throw new Error(`signing in was answered ${response.status}`);
  return response.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
}
const cookie = await signIn();

const kB = (bytes) => (bytes / 1000).toFixed(1);
const rows = [];
const readers = { "a visitor": [], "a member": ["-H", `Cookie: ${cookie}`] };
for (const [reader, header] of Object.entries(readers)) for (const [name, path] of Object.entries(pages)) {
  spawnSync("wrk", ["-t1", `-c${connections}`, "-d2s", ...header, site + path]);
  const run = spawnSync("wrk", ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency", ...header, site + path]);
  const report = String(run.stdout);
  if (/Non-2xx/.test(report)) throw new Error(`${name}: ${report}`);
  const page = Buffer.from(await (await get(path, header.length > 0 ? { cookie } : {})).text());
  rows.push([
    reader,
    name,
    Math.round(Number(report.match(/Requests\/sec:\s+([\d.]+)/)[1])),
    report.match(/^\s+50%\s+(\S+)/m)[1],
    report.match(/^\s+99%\s+(\S+)/m)[1],
    kB(page.length),
    kB(brotliCompressSync(page).length),
  ]);
}
const [after, peak] = [memory(server.pid, "VmRSS"), memory(server.pid, "VmHWM")];
const scrub = await scrubFigures(site, account);
const floods = await floodFigures(site, server.pid, account);
await stop(server);
const reputation = reputationFigures();
const acts = actFigures();

const assets = readdirSync("target/site/pkg").filter((name) => /\.(css|js|wasm)$/.test(name)).map((name) => {
  const file = readFileSync(`target/site/pkg/${name}`);
  return [name, kB(file.length), kB(brotliCompressSync(file).length)];
});
const table = (head, lines) =>
  [head, head.map(() => "---"), ...lines].map((line) => `| ${line.join(" | ")} |`).join("\n");
const commit = String(spawnSync("git", ["rev-parse", "--short", "HEAD"]).stdout).trim();
const text = `# Benchmarks

Written by \`make bench\` on ${new Date().toISOString().slice(0, 10)}, at commit ${commit}. Figures, not tests: no test depends on time.

* Machine: ${cpus().length} cores (${cpus()[0].model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Linux; the load generator ran on the same cores.
* Data: the demo plus ${posts.toLocaleString("en")} posts and ${comments.toLocaleString("en")} comments, SQLite.
* Load: \`wrk -t1 -c${connections} -d${seconds}s --latency\`, after two seconds to warm up. A visitor's pages come from the cache of one second.

${table(["reader", "page", "requests a second", "p50", "p99", "HTML, kB", "HTML after brotli, kB"], rows)}

* Start until the first answer: ${Math.round(starts[2])} ms (median of 5; ${Math.round(starts[0])} to ${Math.round(starts[4])}).
* Memory: ${Math.round(idle)} MB after the start, ${Math.round(after)} MB after the load, ${Math.round(peak)} MB at its peak.

What a browser loads (the script and WASM on the compose page alone; no other page has an island):

${table(["file", "kB", "after brotli, kB"], assets)}

${scrub}
${acts}
${reputation}
${floods}`;
mkdirSync("docs", { recursive: true });
writeFileSync("docs/BENCHMARKS.md", text);
console.log(text);

// Measures how pages fare while others flood a served demo: with long passwords, with sign-ins held open or hung up on, and
// with connections that say nothing. Answers with the paragraph for docs/BENCHMARKS.md. The floods run on the same cores.
import { setMaxListeners } from "node:events";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";

const EVERY_MS = 20;
// Slow to judge: every character can stand for another.
const SLOW = "4@8({[<369&#!|1/0$5+7%2abc".repeat(4).slice(0, 100);
const [HELD, HANGING_UP, LONG, SILENT, HALF_SENT] = [300, 4, 8, 1_100, 200];
/** How long a silent connection is watched: more than the server's time for a head. */
const WATCHED_MS = 25_000;

/** Asks once. The status, 0 where there is no answer, and how long that took. */
function ask(url, { agent, form, hangUpAfter, signal } = {}) {
  const begun = performance.now();
  return new Promise((done) => {
    const end = (status, headers = {}) => done({ status, headers, took: performance.now() - begun });
    const body = form && new URLSearchParams(form).toString();
    const headers = form ? { "content-type": "application/x-www-form-urlencoded", "content-length": body.length } : {};
    const asked = request(url, { method: form ? "POST" : "GET", agent, headers, signal }, (answer) => {
      answer.on("end", () => end(answer.statusCode, answer.headers)).on("error", () => end(0)).resume();
    });
    asked.on("error", () => end(0));
    asked.end(body);
    if (hangUpAfter) setTimeout(() => asked.destroy(), hangUpAfter);
  });
}

/** A visitor's view of a page, from a thread of its own: asked for at even intervals, whether or not it has answered. */
async function visit({ url, seconds }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const asked = [];
  for (const until = performance.now() + seconds * 1_000; performance.now() < until; await sleep(EVERY_MS)) {
    asked.push(ask(url, { agent }));
  }
  const answers = await Promise.all(asked);
  agent.destroy();
  const times = answers.filter(({ status }) => status === 200).map(({ took }) => took).sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  return { p50: at(0.5), p99: at(0.99), asked: answers.length, answered: times.length };
}

if (!isMainThread) parentPort.postMessage(await visit(workerData));

function visitor(url, seconds) {
  return new Promise((done, fail) => {
    new Worker(new URL(import.meta.url), { workerData: { url, seconds } }).on("message", done).on("error", fail);
  });
}

const chance = () => Math.random().toString(36).slice(2);
const stranger = () => `${chance()}@flood.example`;

/** Runs so many loops until they are stopped; each has a connection of its own. */
function flood(count, once) {
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const loop = async (number) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    while (!stop.signal.aborted) await once({ agent, signal: stop.signal }, number);
    agent.destroy();
  };
  const ended = Promise.all(Array.from({ length: count }, (_, number) => loop(number)));
  return () => {
    stop.abort();
    return ended;
  };
}

const longPasswords = (site, statuses) =>
  flood(LONG, async (how, number) => {
    const form = { email: stranger(), password: SLOW, again: SLOW };
    const path = number % 2 ? "/reset" : "/sign-up";
    const more = number % 2 ? { code: "aaaa-bbbb-cccc-dddd-eeee-ffff-gggg-hhhh" } : { name: "Ottilie Quill" };
    const { status } = await ask(site + path, { ...how, form: { ...form, ...more } });
    if (status) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  });

const heldSignIns = (site, refused) =>
  flood(HELD, async (how) => {
    const form = { email: stranger(), password: "not the right one" };
    const { status, headers, took } = await ask(`${site}/sign-in`, { ...how, form });
    if (status !== 503) return;
    refused.push(took);
    await sleep(Number(headers["retry-after"] ?? 1) * 1_000, undefined, { signal: how.signal }).catch(() => {});
  });

const hungUpSignIns = (site) =>
  flood(HANGING_UP, (how) => {
    const form = { email: stranger(), password: "not the right one" };
    return ask(`${site}/sign-in`, { ...how, form, hangUpAfter: 50 });
  });

/** Signs in with the right password, again after as long as a busy server asks for. */
async function rightPassword(site, form) {
  const begun = performance.now();
  for (let tries = 1; ; tries += 1) {
    const { status, headers } = await ask(`${site}/sign-in`, { form });
    const took = (performance.now() - begun) / 1_000;
    if (status === 303) return `took ${took.toFixed(1)} s (try ${tries})`;
    if (status !== 503) return `was answered ${status} after ${took.toFixed(1)} s`;
    if (took > 60) return `was answered 503 for a minute (${tries} tries)`;
    await sleep(Number(headers["retry-after"] ?? 1) * 1_000);
  }
}

/** Opens connections that say nothing, and some that begin to; counts those the server has ended. */
function silence({ hostname, port }) {
  let ended = 0;
  const sockets = Array.from({ length: SILENT + HALF_SENT }, (_, number) => {
    const socket = connect(Number(port), hostname);
    if (number >= SILENT) socket.write("GET / HTTP/1.1\r\nHost: forum.example\r\nX-Slow: ");
    return socket.on("error", () => {}).on("close", () => (ended += 1)).resume();
  });
  return { count: sockets.length, ended: () => ended, stop: () => sockets.forEach((socket) => socket.destroy()) };
}

/** The figures under floods as Markdown. `site` serves a demo as the process `pid`; `account` signs in to it. */
export async function floodFigures(site, pid, account, seconds = 5) {
  const peak = () => Math.round(Number(readFileSync(`/proc/${pid}/status`, "utf8").match(/VmHWM:\s+(\d+)/)[1]) / 1024);
  const count = (number) => number.toLocaleString("en");
  const rows = [];
  const measure = async (what) => {
    const seen = await Promise.all(["/privacy", "/"].map((path) => visitor(site + path, seconds)));
    const ms = (time) => (time === undefined ? "none" : time.toFixed(1));
    const times = seen.flatMap(({ p50, p99 }) => [ms(p50), ms(p99)]);
    const unanswered = seen.reduce((sum, { asked, answered }) => sum + asked - answered, 0);
    rows.push(`| ${[what, ...times, unanswered, peak()].join(" | ")} |`);
  };
  await visitor(`${site}/`, seconds);
  await measure("nothing else");

  const statuses = new Map();
  const endLong = longPasswords(site, statuses);
  await measure(`${LONG} connections send sign-ups and resets with passwords of 100 characters`);
  await endLong();
  await rightPassword(site, account);

  const refused = [];
  const [endHeld, endHungUp] = [heldSignIns(site, refused), hungUpSignIns(site)];
  await sleep(500);
  const [right] = await Promise.all([
    rightPassword(site, account),
    measure(`${HELD} sign-ins are held open, and ${HANGING_UP} connections hang up on theirs after 50 ms`),
  ]);
  await Promise.all([endHeld(), endHungUp()]);
  // Once this is answered, nothing of the flood is left.
  await rightPassword(site, account);
  refused.sort((a, b) => a - b);

  const silent = silence(new URL(site));
  await sleep(500);
  const atOnce = silent.ended();
  await measure(`${count(SILENT)} connections say nothing, and ${HALF_SENT} half a head`);
  await sleep(WATCHED_MS - seconds * 1_000);
  const later = silent.ended() - atOnce;
  await measure("the time-outs of these have passed");
  silent.stop();

  const median = refused.length > 0 ? ` after ${refused[refused.length >> 1].toFixed(1)} ms (median)` : "";
  const told = [...statuses].sort().map(([status, count]) => `${count} times ${status}`).join(", ");
  return `Under floods (\`scripts/bench-floods.mjs\`, on the same cores; each page asked for every ${EVERY_MS} ms for ${seconds} s; times in
milliseconds):

| while | /privacy p50 | p99 | feed p50 | p99 | not answered 200 | peak memory so far, MB |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join("\n")}

* The sign-ups and resets were answered: ${told || "none"}.
* While sign-ins were held open, the right password ${right}; ${refused.length} others were
  answered 503${median} and came again after the time they were told to wait.
* Of ${count(silent.count)} silent connections ${count(atOnce)} were ended at once, being more than the server keeps, and ${count(later)}
  within ${WATCHED_MS / 1_000} seconds.
`;
}

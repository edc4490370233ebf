// People of the test that kills the server: what they do through forms, sent as a browser without JavaScript sends them,
// what of it was acknowledged, and whether all of that is still there.
import { randomBytes, randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

const PASSWORD = "copper violin harbour nine";
export const KINDS = ["sign-in", "sign-up", "persona", "draft", "discard", "post", "comment", "vote", "save", "deletion"];

/** Where the server is, and what is known of it by now. */
export const world = {
  site: "",
  killed: false,
  acknowledged: Object.fromEntries(KINDS.map((kind) => [kind, 0])),
  onAct: () => {},
  /** Posts and comments by id: thread, words, and whether `published`, `deleting` or `deleted`. */
  items: new Map(),
  lost: new Set(),
  faults: [],
};
const { items, lost, faults } = world;

export class Person {
  cookie = "";
  /** Whether a sign-in was ever acknowledged; until then there is nothing to look for. */
  in = false;
  persona = "";
  authors = new Set();
  items = new Set();
  drafts = new Map();
  votes = new Map();
  saves = new Set();
  constructor(email) {
    this.email = email;
  }
}

// --- pages and forms, as a browser without JavaScript asks for them ------------------------------------------------------
async function ask(who, path, form) {
  const how = { method: "GET", redirect: "manual", headers: { cookie: who.cookie } };
  const answer = await fetch(world.site + path, form ? { ...how, method: "POST", body: new URLSearchParams(form) } : how);
  // Whoever has more passwords to check than it can says so.
  const busy = answer.status === 503 && (path === "/sign-in" || path === "/sign-up");
  if (answer.status >= 500 && !busy) faults.push(`${answer.status} from ${path}`);
  // A browser keeps the session's cookie and, beside it, the one that shows that somebody has signed in here.
  const cookies = Object.fromEntries(who.cookie.split("; ").filter(Boolean).map((cookie) => cookie.split("=", 2)));
  for (const set of answer.headers.getSetCookie()) {
    const [name, value] = set.split(";")[0].split("=", 2);
    cookies[name] = value;
  }
  who.cookie = Object.entries(cookies).map(([name, value]) => `${name}=${value}`).join("; ");
  const to = answer.status === 303 ? answer.headers.get("location") : "";
  // The head of an answer acknowledges; its body may be cut off.
  return { status: answer.status, to, html: await answer.text().catch(() => "") };
}

/** A page with those that follow it; empty where it cannot be seen. */
async function read(who, path) {
  let html = "";
  for (let next = path; next; ) {
    const page = await ask(who, next);
    if (page.status !== 200) return "";
    html += page.html;
    next = page.html.match(/<a [^>]*rel="next"[^>]*>/)?.[0].match(/href="([^"#]+)/)?.[1].replaceAll("&amp;", "&");
  }
  return html;
}

async function withPassword(who, path, form = {}) {
  for (;;) {
    const answer = await ask(who, path, { ...form, email: who.email, password: PASSWORD });
    if (answer.status !== 503) return answer;
    await sleep(100);
  }
}

// --- acts --------------------------------------------------------------------------------------------------------------
function acknowledge(kind) {
  world.acknowledged[kind] += 1;
  world.onAct();
}

const pick = (list) => list[randomInt(list.length)];
// A word of no language, in which no check of texts finds anything.
const word = () => [...randomBytes(14)].map((byte) => "bcdfghklmnpqrstvwxz"[byte % 19]).join("");
const published = (id) => items.get(id).state === "published";
const latest = () => [...items.keys()].slice(-80).filter(published);
const drafts = (who, state) => [...who.drafts].filter(([, draft]) => draft.state === state).map(([id]) => id);

export async function signIn(who) {
  if ((await withPassword(who, "/sign-in")).to !== "/") throw new Error(`${who.email} cannot sign in`);
  who.in = true;
  acknowledge("sign-in");
}

/** Learns the identity spoken as. */
async function speak(who) {
  const { html } = await ask(who, "/compose");
  const author = html.match(/name="author" value="([^"]+)"/)?.[1];
  if (author) who.authors.add(author);
}

async function makePersona(who) {
  const { to, status } = await ask(who, "/personas", { degree: "peer" });
  // Two personas are made thirty days apart: one of an earlier round may have been made without an answer.
  who.persona = to?.match(/^\/dashboard\?made=(\d)$/)?.[1] ?? (status === 422 ? "refused" : "");
  if (!to) return;
  acknowledge("persona");
  await speak(who);
}

async function save(who, id) {
  const { to } = await ask(who, "/reaction", { item: id, reaction: "save", act: "give", from: "/" });
  if (!to) return;
  who.saves.add(id);
  acknowledge("save");
}

async function vote(who, id) {
  const ballot = randomInt(8) ? "up" : "down";
  // Once only, so that a vote without an answer is never in question.
  who.votes.set(id, "");
  const { to } = await ask(who, "/vote", { item: id, ballot, from: "/" });
  if (!to) return;
  who.votes.set(id, ballot);
  acknowledge("vote");
}

async function draft(who, place) {
  const words = word();
  const body = `We call it ${words} here, and found it late.`;
  const { to } = await ask(who, "/compose", { author: pick([...who.authors]), ...place(words), body });
  const id = to.match(/^\/drafts\/([0-9a-f-]+)$/)?.[1];
  if (!id) return undefined;
  who.drafts.set(id, { words, state: "kept" });
  acknowledge("draft");
  return id;
}

async function publish(who, place) {
  const id = await draft(who, place);
  const kept = who.drafts.get(id);
  if (!kept) return;
  kept.state = "publishing";
  const { to } = await ask(who, "/drafts/publish", { draft: id });
  const [, thread, item] = to.match(/^\/posts\/([0-9a-f-]+)#item-([0-9a-f-]+)$/) ?? [];
  kept.state = item ? "gone" : "kept";
  if (!item) return;
  items.set(item, { thread, words: kept.words, state: "published" });
  who.items.add(item);
  acknowledge(item === thread ? "post" : "comment");
}

async function discard(who, id) {
  const kept = who.drafts.get(id);
  kept.state = "discarding";
  const { to } = await ask(who, "/drafts/discard", { draft: id });
  kept.state = to ? "gone" : "kept";
  if (to) acknowledge("discard");
}

async function remove(who, id) {
  const item = items.get(id);
  item.state = "deleting";
  const { to } = await ask(who, "/items/delete", { item: id });
  item.state = to ? "deleted" : "published";
  if (to) acknowledge("deletion");
}

const aPost = (words) => ({ space: "general", title: `About ${words}` });
const aQuestion = (words) => ({ space: "patients-questions", title: `About ${words}` });
const aComment = (thread) => () => ({ post: thread });

async function act(who) {
  const kept = drafts(who, "kept");
  // A member's fifty latest drafts stay; no more are made than that.
  if (kept.length > 30) return discard(who, pick(kept));
  const recent = latest();
  const threads = recent.filter((id) => items.get(id).thread === id);
  const unvoted = recent.filter((id) => !who.items.has(id) && !who.votes.has(id));
  const unsaved = recent.filter((id) => !who.saves.has(id));
  const own = [...who.items].filter(published);
  const chance = randomInt(100);
  if (chance < 30 && unvoted.length) return vote(who, pick(unvoted));
  if (chance < 50 && unsaved.length) return save(who, pick(unsaved));
  if (chance < 75 && threads.length) return publish(who, aComment(pick(threads)));
  if (chance < 78 && own.length) return remove(who, pick(own));
  if (chance < 80 && kept.length) return discard(who, pick(kept));
  if (chance < 90) return draft(who, aPost);
  return publish(who, aPost);
}

// --- until the server is gone, and after -------------------------------------------------------------------------------
/** Does something until the server is gone, which alone may break it off. */
async function untilKilled(something) {
  try {
    await something();
  } catch (error) {
    if (!world.killed) faults.push(`${error} ${error.cause ?? ""}`);
  }
}

/** Signs in and acts, until the server is gone. */
export const writing = (who) =>
  untilKilled(async () => {
    await signIn(who);
    await speak(who);
    if (!who.persona) await makePersona(who);
    while (!world.killed) await act(who);
  });

/** Signs up two newcomers, who each ask a question. */
export const signingUp = (come) =>
  untilKilled(async () => {
    while (come.length < 2) {
      const who = new Person(`${word()}@private.example`);
      const answer = await withPassword(who, "/sign-up", { name: "Ottilie Quill", again: PASSWORD });
      if (answer.status !== 200) throw new Error(`${answer.status} from /sign-up`);
      who.in = true;
      acknowledge("sign-up");
      come.push(who);
      await speak(who);
      await publish(who, aQuestion);
    }
  });

/** Looks for everything that was acknowledged to somebody. */
export async function check(who) {
  const missing = (what) => lost.add(`${what} of ${who.email}`);
  if (!who.in) return;
  const dashboard = await read(who, "/dashboard");
  if (!dashboard) missing("the session");
  if (/^\d$/.test(who.persona) && !dashboard.includes(`href="/dashboard/personas/${who.persona}"`)) missing("a persona");
  const list = await read(who, "/drafts");
  for (const draft of who.drafts.values()) {
    draft.listed = list.includes(draft.words);
    if (draft.state === "kept" && !draft.listed) missing("a draft");
    if (draft.state === "gone" && draft.listed) missing("the end of a draft");
  }
  const saved = await read(who, "/saved");
  for (const id of who.saves) if (published(id) && !saved.includes(`id="item-${id}"`)) missing(`a save (${id})`);

  const pages = new Map();
  for (const id of [...who.items, ...who.votes.keys()]) pages.set(items.get(id).thread, "");
  for (const thread of pages.keys()) pages.set(thread, await read(who, `/posts/${thread}`));
  const shown = (id) => pages.get(items.get(id).thread);
  for (const id of who.items) {
    const { words, state } = items.get(id);
    if (!shown(id).includes(`id="item-${id}"`)) missing(`an item (${id})`);
    if (state !== "deleting" && shown(id).includes(words) !== published(id)) missing(`what was ${state} (${id})`);
  }
  for (const [id, ballot] of who.votes) {
    if (!ballot || !published(id)) continue;
    const forms = shown(id).match(/<form [^>]*action="\/vote".*?<\/form>/gs) ?? [];
    const form = forms.find((form) => form.includes(`name="item" value="${id}"`)) ?? "";
    const cast = { up: /Take back .Helpful/, down: /Take back .Not helpful/ };
    if (!cast[ballot].test(form)) missing(`a vote (${id})`);
  }
}

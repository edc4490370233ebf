// Measures every act in a filled forum on SQLite (server/benches/acts.rs): 110 000 items, and 1.1 million where UD_BENCH_LARGE
// is set. Answers with the paragraph for docs/BENCHMARKS.md.
import { execFileSync } from "node:child_process";

const ACTS = [
  ["Save a draft", "save_draft"],
  ["Publish a post", "publish_post"],
  ["Publish a comment", "publish_comment"],
  ["Correct", "correct"],
  ["Vote", "vote"],
  ["Save to one's list", "bookmark"],
  ["Endorse", "endorse"],
  ["Share", "share"],
  ["Accept an answer", "accept"],
  ["Feature", "feature"],
  ["Delete a comment", "delete"],
  ["Release a scheduled text", "release"],
  ["Make a persona", "make_persona"],
  ["Vote, 16 members at a time", "vote_16"],
  ["Publish a comment, 16 members at a time", "comment_16"],
];

function measured(posts, comments) {
  const report = execFileSync("cargo", ["bench", "--quiet", "-p", "server", "--bench", "acts", "--", posts, comments].map(String), {
    stdio: ["ignore", "pipe", "ignore"],
  });
  return JSON.parse(String(report));
}

/** The figures of one size as Markdown. */
export function paragraph(figures) {
  const count = (number) => number.toLocaleString("en");
  const lines = ACTS.map(([name, key]) => `| ${name} | ${figures[`${key}_p50_ms`]} | ${figures[`${key}_p99_ms`]} |`);
  return `${count(figures.posts)} posts and ${count(figures.comments)} comments, each text with its sketch, SQLite:

| act | p50, ms | p99, ms |
| --- | --- | --- |
${lines.join("\n")}

* A member loaded for a page, keyring included: ${figures.member_loaded_ms} ms. Dashboard: ${figures.dashboard_ms} ms. Drafts: ${figures.drafts_listed_ms} ms, and
  ${figures.drafts_listed_after_1000_rows_ms} ms after a thousand private rows.
* The write-ahead log under twenty writes a second: at most ${count(figures.log_kb)} kB.
* The nightly rewriting takes ${figures.night_seconds} s; of ${figures.votes_at_night ?? 200} votes meanwhile ${figures.votes_failed_at_night} failed, the slowest waited
  ${count(figures.vote_at_night_slowest_ms)} ms. It takes
  ${count(figures.night_memory_mb)} MB of memory on top.
`;
}

/** The figures of all acts. */
export function actFigures(large = Boolean(process.env.UD_BENCH_LARGE)) {
  const sizes = large ? [[10_000, 100_000], [100_000, 1_000_000]] : [[10_000, 100_000]];
  return `Acts (\`server/benches/acts.rs\`; each from its call until it is committed, the generator on the same cores).\n
${sizes.map(([posts, comments]) => paragraph(measured(posts, comments))).join("\n")}`;
}

if (process.argv[1]?.endsWith("bench-acts.mjs")) console.log(actFigures());

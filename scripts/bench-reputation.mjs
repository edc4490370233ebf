// Measures reputation: a million events replayed by the rules (cargo bench, one core), and what a vote and a rebuild take on
// SQLite. Answers with the paragraph for docs/BENCHMARKS.md.
import { execFileSync } from "node:child_process";

function bench(crate, name) {
  const report = execFileSync("cargo", ["bench", "--quiet", "-p", crate, "--bench", name], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  return JSON.parse(String(report));
}

/** The figures of reputation as Markdown. */
export function reputationFigures() {
  const rules = bench("domain", "reputation");
  const stores = bench("server", "vote");
  const count = (number) => number.toLocaleString("en");
  return `Reputation (\`domain/benches/reputation.rs\`, \`server/benches/vote.rs\`):

* ${count(rules.events)} events of mixed kinds over ten years, replayed by the rules: ${rules.replay_seconds.toFixed(2)} s; read from a file of \`reputation replay\`
  and played: ${rules.file_seconds.toFixed(2)} s.
* ${count(stores.votes)} votes, one every ten milliseconds, on SQLite with 10 000 posts and 100 000 comments, each from when it was due until it is
  committed: median ${stores.p50_ms} ms, p99 ${stores.p99_ms} ms, slowest ${stores.slowest_ms} ms.
* \`reputation rebuild\` over ${count(stores.rebuild_events)} stored events on SQLite: ${stores.rebuild_seconds} s.
`;
}

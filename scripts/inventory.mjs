// Writes the table of docs/PRIVACY.md, between its two markers, from docs/data-inventory.toml. With `--check` it writes
// nothing and fails where the table is not up to date.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const docs = join(dirname(fileURLToPath(import.meta.url)), "..", "docs");
const [source, target] = [join(docs, "data-inventory.toml"), join(docs, "PRIVACY.md")];
const [begin, end] = ["<!-- inventory:begin -->", "<!-- inventory:end -->"];
const fields = ["store", "table", "column", "class", "purpose", "retention", "on_deletion"];

// The subset of TOML the inventory uses: [[column]] tables of one-line strings.
function parse(text) {
  const columns = [];
  text.split("\n").forEach((raw, at) => {
    const line = raw.trim();
    const pair = /^([a-z_]+) = ("(?:[^"\\]|\\.)*")$/.exec(line);
    if (line === "" || line.startsWith("#")) return;
    if (line === "[[column]]") columns.push({});
    else if (pair && columns.length > 0) columns.at(-1)[pair[1]] = JSON.parse(pair[2]);
    else throw new Error(`${source}:${at + 1}: not understood: ${line}`);
  });
  for (const column of columns)
    for (const field of fields) if (!column[field]) throw new Error(`${source}: a column without ${field}: ${JSON.stringify(column)}`);
  return columns;
}

function draw(columns) {
  const cell = (text) => text.replaceAll("|", "\\|");
  const tables = Map.groupBy
    ? Map.groupBy(columns, (column) => `${column.store}.${column.table}`)
    : columns.reduce((map, column) => {
        const name = `${column.store}.${column.table}`;
        return map.set(name, [...(map.get(name) ?? []), column]);
      }, new Map());
  return [...tables]
    .map(([name, rows]) =>
      [
        `#### ${name}`,
        "",
        "| column | class | what for | kept | on deletion |",
        "| --- | --- | --- | --- | --- |",
        ...rows.map((row) => `| \`${row.column}\` | ${[row.class, row.purpose, row.retention, row.on_deletion].map(cell).join(" | ")} |`),
      ].join("\n"),
    )
    .join("\n\n");
}

const page = readFileSync(target, "utf8");
const [from, to] = [page.indexOf(begin), page.indexOf(end)];
if (from < 0 || to < from) throw new Error(`${target}: the markers ${begin} and ${end} are missing`);
const table = draw(parse(readFileSync(source, "utf8")));
const written = `${page.slice(0, from + begin.length)}\n\n${table}\n\n${page.slice(to)}`;
if (process.argv.includes("--check")) {
  if (written !== page) {
    console.error("docs/PRIVACY.md is not up to date: run `node scripts/inventory.mjs`");
    process.exit(1);
  }
} else if (written !== page) {
  writeFileSync(target, written);
}

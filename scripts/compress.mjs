// Writes a brotli-compressed copy beside each file of the compiled site, for the server to send as it is.
import { readdirSync, readFileSync, statSync, writeFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

const site = process.argv[2];
const names = (folder) => readdirSync(join(site, folder)).map((name) => join(folder, name));
for (const name of [...names("."), ...names("pkg")].filter((name) => /\.(css|js|wasm|bin)$/.test(name))) {
  const [file, packed] = [join(site, name), join(site, `${name}.br`)];
  if (existsSync(packed) && statSync(packed).mtimeMs >= statSync(file).mtimeMs) continue;
  writeFileSync(packed, brotliCompressSync(readFileSync(file)));
}

// Writes a brotli-compressed copy beside each file of the compiled site, for the server to send as it is.
import { readdirSync, readFileSync, statSync, writeFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

const folder = process.argv[2];
for (const name of readdirSync(folder).filter((name) => /\.(css|js|wasm)$/.test(name))) {
  const [file, packed] = [join(folder, name), join(folder, `${name}.br`)];
  if (existsSync(packed) && statSync(packed).mtimeMs >= statSync(file).mtimeMs) continue;
  writeFileSync(packed, brotliCompressSync(readFileSync(file)));
}

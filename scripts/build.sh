#!/usr/bin/env bash
# Builds the server and the site as they are shipped, and compresses the site's files once.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$root"
log="$UD_CACHE/log/build.log"
mkdir -p "$UD_CACHE/log"
echo "build: compiling the server and the site (the first time takes some ten minutes; the log is $log)"
if [ -t 1 ]; then
  cargo leptos build --release 2>&1 | tee "$log"
else
  cargo leptos build --release >"$log" 2>&1 || { tail -n 40 "$log" >&2; exit 1; }
fi
node scripts/compress.mjs target/site

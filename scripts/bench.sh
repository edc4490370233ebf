#!/usr/bin/env bash
# Measures the product as it is shipped, and writes docs/BENCHMARKS.md. Loopback only; ends by itself.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$root"
data="$(mktemp -d)"
trap 'rm -rf "$data"' EXIT
node scripts/bench.mjs "$CARGO_TARGET_DIR/release/uniting-doctors" "$data"

#!/usr/bin/env bash
# Format, lints natively and for WebAssembly, the purity of the domain, and what is built in.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$root"
step() { printf '\n== %s\n' "$*"; }

step "format"
cargo fmt --all --check

step "lints, native"
cargo clippy --workspace --all-targets --features uniting-doctors/ssr,app/ssr -- -D warnings

step "lints, WebAssembly"
cargo clippy -p uniting-doctors --lib --features hydrate --target wasm32-unknown-unknown -- -D warnings

step "the domain is pure"
impure="$(cargo tree -p domain -e normal --prefix none | grep -E '^(tokio|sea-orm|axum|leptos|sqlx|rand|getrandom) ' || true)"
if [ -n "$impure" ]; then echo "the domain depends on: $impure" >&2; exit 1; fi

step "licences, bans and sources of what is built in"
cargo deny --log-level error check licenses bans sources

step "the table of what is stored is up to date"
node scripts/inventory.mjs --check

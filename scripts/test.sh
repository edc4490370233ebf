#!/usr/bin/env bash
# Every test: rules, verbs on SQLite and on a throw-away PostgreSQL, the whole router, the product in a real browser, the
# server ended with `kill -9` under load, and the proxy's configuration.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$root"
step() { printf '\n== %s\n' "$*"; }

step "rules, verbs and router"
scripts/with-postgres.sh cargo test --workspace --features uniting-doctors/ssr,app/ssr

step "browser"
scripts/build.sh
npx playwright test --config end2end/playwright.config.ts "$@"

step "kill -9"
node scripts/kill-test.mjs "$CARGO_TARGET_DIR/release/uniting-doctors" 10

step "proxy"
scripts/proxy-test.sh

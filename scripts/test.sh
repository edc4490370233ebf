#!/usr/bin/env bash
# Every test: rules, verbs on SQLite and on a throw-away PostgreSQL, the whole router, and the product in a real browser.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$root"
step() { printf '\n== %s\n' "$*"; }

step "rules, verbs and router"
scripts/with-postgres.sh cargo test --workspace --features uniting-doctors/ssr,app/ssr

step "browser"
scripts/build.sh
npx playwright test --config end2end/playwright.config.ts "$@"

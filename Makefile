# Uniting Doctors. `make help` lists what can be done; everything needed is installed by `make setup`, which each target
# that builds runs first.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
env := . scripts/env.sh;

.PHONY: help setup run test check nightly lint audit dev bench build lists fuzz

help: ## Lists the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

setup: ## Installs what building, running and testing need
	@scripts/setup.sh

build:
	@scripts/setup.sh build
	@$(env) scripts/build.sh

run: build ## Builds, fills an embedded demo on its first start, and serves it on http://127.0.0.1:3000
	@$(env) exec "$$CARGO_TARGET_DIR/release/uniting-doctors" demo --data data/demo

test: ## Sets up, builds and runs every test: rules, verbs on SQLite and PostgreSQL, router, browser, kill -9, proxy
	@scripts/setup.sh
	@$(env) scripts/test.sh

lint:
	@scripts/setup.sh
	@$(env) scripts/lint.sh

audit: ## Looks up what is built in among known vulnerabilities (needs the advisory database from the network)
	@scripts/setup.sh
	@$(env) cargo deny check advisories

check: lint test ## What CI runs: format, lints, purity of the domain, migrations, then every test

nightly: build ## Ends the server with kill -9 under load two hundred times; `check` does it ten times
	@scripts/setup.sh
	@$(env) node scripts/kill-test.mjs "$$CARGO_TARGET_DIR/release/uniting-doctors" 200

dev: ## Rebuilds and serves on every change
	@scripts/setup.sh build
	@$(env) cargo build --bin uniting-doctors --features ssr; UD_SITE=target/site "$$CARGO_TARGET_DIR/debug/uniting-doctors" demo --data data/demo --fill-only; cargo leptos watch -- demo --data data/demo

bench: build ## Measures, and writes docs/BENCHMARKS.md
	@scripts/setup.sh
	@$(env) scripts/bench.sh

lists: ## Builds the word lists of the scrubber again, from packages of fixed versions
	@$(env) python3 scripts/lists.py

seconds ?= 600
fuzz: ## Tries the scrubber on arbitrary texts, led by coverage: make fuzz seconds=3600 for longer than ten minutes
	@scripts/setup.sh build
	@$(env) scripts/fuzz.sh $(seconds)

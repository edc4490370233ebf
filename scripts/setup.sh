#!/usr/bin/env bash
# Installs what building, running and testing need: what is present is used, else the ordinary way, else the way that
# works with package registries alone (docs/decisions/0002-building-from-registries.md). Safe to run again at any time.
# `setup.sh build` stops before the browser and PostgreSQL, which only the tests need.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$root"
what="${1:-all}"
mkdir -p "$UD_CACHE/tools" "$UD_CACHE/log"

say() { printf 'setup: %s\n' "$*"; }
die() { printf 'setup: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }
quiet() { # LOGNAME COMMAND...: runs it with its output in a file, shows the end of that file on failure
  local log="$UD_CACHE/log/$1.log"; shift
  if ! "$@" >"$log" 2>&1; then tail -n 25 "$log" >&2; return 1; fi
}
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
apt() {
  have apt-get || die "missing: $* (no apt-get here; install them by hand and run this again)"
  say "installing $*"
  [ -n "${apt_updated:-}" ] || quiet apt-update as_root apt-get update -qq || die "apt-get update failed"
  apt_updated=1
  quiet apt-install as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" ||
    die "could not install $*"
}

# --- the compiler and its WebAssembly target -------------------------------------------------------------------------
have cc || apt build-essential
have rustup || have cargo || die "Rust is missing: install rustup (the Rust project's own installer) and run this again"
rust_wanted="$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml).0"

wasm_ready() { # does the current toolchain have the WebAssembly standard library, and is it new enough?
  local lib; lib="$(rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null)" || return 1
  compgen -G "$lib/libcore-*.rlib" >/dev/null &&
    [ "$(printf '%s\n%s\n' "$rust_wanted" "$(rustc --version | cut -d' ' -f2)" | sort -V | head -n1)" = "$rust_wanted" ]
}

debian_toolchain() {
  [ -x /usr/lib/rust-web/bin/rustc ] || dpkg -s rustc-web >/dev/null 2>&1 ||
    apt rustc-web cargo-web rust-web-src rust-web-llvm rust-web-clippy rustfmt-web lld-22
  rustup toolchain link debian /usr 2>/dev/null || true
  export RUSTUP_TOOLCHAIN=debian
  wasm_ready && return
  say "building the WebAssembly standard library from Debian's source (about a minute)"
  local work; work="$(mktemp -d)"
  mkdir -p "$work/src"; : > "$work/src/lib.rs"
  printf '[package]\nname = "wasm-std"\nversion = "0.0.0"\nedition = "2021"\n[lib]\ncrate-type = ["cdylib"]\n' > "$work/Cargo.toml"
  quiet wasm-std env -C "$work" RUSTFLAGS=-Cembed-bitcode=yes RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$work/target" cargo build --release \
    --target wasm32-unknown-unknown -Zbuild-std=std,panic_abort,panic_unwind,proc_macro || die "the WebAssembly standard library did not build"
  local lib; lib="$(rustc --print target-libdir --target wasm32-unknown-unknown)"
  as_root mkdir -p "$lib"
  find "$work/target/wasm32-unknown-unknown/release/deps" \( -name '*.rlib' -o -name '*.rmeta' \) ! -name '*wasm_std*' \
    -exec bash -c 'if [ "$(id -u)" = 0 ]; then cp "$@"; else sudo -n cp "$@"; fi' _ -t "$lib" {} +
  rm -rf "$work"
}

if ! wasm_ready; then
  say "adding the WebAssembly target"
  if have rustup && unset RUSTUP_TOOLCHAIN && quiet rustup-target timeout 300 rustup target add wasm32-unknown-unknown && wasm_ready; then
    rm -f "$UD_CACHE/toolchain"
  elif have rustup && quiet rustup-toolchain timeout 300 rustup toolchain install "$rust_wanted" --profile minimal \
      -c clippy -c rustfmt -t wasm32-unknown-unknown; then
    echo "$rust_wanted" > "$UD_CACHE/toolchain"
  else
    debian_toolchain
    echo debian > "$UD_CACHE/toolchain"
  fi
fi
[ ! -s "$UD_CACHE/toolchain" ] || export RUSTUP_TOOLCHAIN="$(cat "$UD_CACHE/toolchain")"
wasm_ready || die "no Rust $rust_wanted or newer with the wasm32-unknown-unknown target"
say "$(rustc --version) with wasm32-unknown-unknown"

# --- node tools: tailwindcss, wasm-opt, playwright, axe ----------------------------------------------------------------
have node && [ "$(node --version | tr -d v | cut -d. -f1)" -ge 20 ] || die "Node.js 20 or newer is missing"
lock_hash="$(sha256sum package-lock.json | cut -c1-16)"
if [ "$(cat node_modules/.lock-hash 2>/dev/null)" != "$lock_hash" ]; then
  say "installing the node tools"
  quiet npm-ci env PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund || die "npm ci failed"
  echo "$lock_hash" > node_modules/.lock-hash
fi

# --- cargo tools ---------------------------------------------------------------------------------------------------------
# Build tools need no optimisation: an unoptimised build takes a third of the time.
tool() { # NAME VERSION ARGS...
  local name="$1" version="$2"; shift 2
  if have "$name" && "$name" --version 2>/dev/null | grep -qF "$version"; then return; fi
  say "installing $name $version (a few minutes, once)"
  quiet "$name" env CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=256 \
    CARGO_PROFILE_RELEASE_LTO=off CARGO_TARGET_DIR="$UD_CACHE/tools/target" \
    cargo install --root "$UD_CACHE/tools" "$@" --version "$version" || die "$name did not build"
}
tool cargo-leptos 0.3.11 cargo-leptos --locked
bindgen="$(sed -n '/^name = "wasm-bindgen"$/{n;s/version = "\(.*\)"/\1/p;}' Cargo.lock)"
tool wasm-bindgen "$bindgen" wasm-bindgen-cli
rm -rf "$UD_CACHE/tools/target"
say "cargo-leptos, wasm-bindgen $bindgen, tailwindcss, wasm-opt"
[ "$what" = build ] && exit 0

# --- what only the tests need --------------------------------------------------------------------------------------------
tool cargo-deny 0.20.2 cargo-deny --locked
rm -rf "$UD_CACHE/tools/target"
have chromium || have google-chrome || [ -n "${CHROMIUM:-}" ] || apt chromium
have initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || apt postgresql
have wrk || apt wrk
have sqlite3 || apt sqlite3
if ! PATH="$PATH:/usr/sbin" have nginx; then
  apt nginx
  # Debian serves port 80 from then on; the tests start one of their own.
  { as_root systemctl disable --now nginx || as_root service nginx stop; } >/dev/null 2>&1 || true
fi
say "ready"

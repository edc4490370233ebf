# Sourced by the Makefile's recipes and every script: where tools and build products live, and which toolchain builds.
# Everything large stays outside the clone, so that a second clone or a later run starts warm.
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
export UD_CACHE="${UD_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/uniting-doctors}"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$UD_CACHE/target}"
export PATH="$UD_CACHE/tools/bin:$root/node_modules/.bin:$HOME/.cargo/bin:$PATH"
# `make setup` records a toolchain here when the default one cannot build for WebAssembly.
if [ -z "${RUSTUP_TOOLCHAIN:-}" ] && [ -s "$UD_CACHE/toolchain" ]; then
  RUSTUP_TOOLCHAIN="$(cat "$UD_CACHE/toolchain")"
  export RUSTUP_TOOLCHAIN
fi

#!/usr/bin/env bash
# The scrubber on arbitrary text, led by coverage, for so many seconds on one core (600 unless told otherwise). The corpus is
# kept outside the clone and goes on from where it was. What is found is printed, and kept in domain/fuzz/artifacts.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$root/domain/fuzz"
seconds="${1:-600}"

command -v cargo-fuzz >/dev/null || cargo install --root "$UD_CACHE/tools" cargo-fuzz --version 0.13.2 --locked

work="$UD_CACHE/fuzz"
mkdir -p "$work/corpus" "$work/seeds" artifacts
# Words and sentences the recognisers know: mutations that only chance could spell.
quoted() { grep -ho '"[^"\\]*"' "$@" | tr -d '"'; }
{
  quoted ../src/scrub/{vocabulary,cue_words,kind,room_word,address/words}.rs ../src/scrub/{name,institution}/*.rs | tr -s ' ' '\n'
  quoted ../src/scrub/{properties,pieces}.rs
  sed -n '/^[A-Za-z -]*$/p' ../lists/{given,places,institutions}.txt | shuf -n 600 --random-source=../../Cargo.lock
} | LC_ALL=C grep -v '[^ -~]' | awk 'length > 1 && length < 60 && !seen[$0]++ { print "\"" $0 "\"" }' > "$work/dictionary"
quoted ../src/scrub/*cases.rs ../src/scrub/address/cases.rs | awk -v dir="$work/seeds" 'length > 8 { file = dir "/" NR; printf "%s", $0 > file; close(file) }'

# No sanitizer: the domain forbids unsafe code. The flags for coverage are unstable ones, which a stable compiler takes too.
export RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$CARGO_TARGET_DIR/fuzz"
cargo fuzz run --fuzz-dir . --sanitizer none scrub "$work/corpus" "$work/seeds" -- \
  -dict="$work/dictionary" -max_total_time="$seconds" -max_len=800 -timeout=20 -print_final_stats=1

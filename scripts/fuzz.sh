#!/usr/bin/env bash
# Runs each fuzz target for as many seconds as are given, from the examples of the property tests on. A finding stops it, and lies in
# fuzz/artifacts.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}

missing() {
  echo "fuzz: $1 is missing: $2" >&2
  exit 1
}

command -v cargo-fuzz >/dev/null || missing cargo-fuzz "cargo install cargo-fuzz"
cargo +nightly --version >/dev/null 2>&1 || missing "the nightly compiler" "rustup toolchain install nightly"

# What ships is what is tried.
cp Cargo.lock fuzz/Cargo.lock
CORDKEEP_FUZZ_CORPUS="$PWD/fuzz/corpus" cargo test --locked --package cordkeep-tests --test wire examples
for target in fuzz/fuzz_targets/*.rs; do
  name=$(basename "$target" .rs)
  echo "fuzz: $name" >&2
  cargo +nightly fuzz run "$name" -- -max_total_time="$seconds" -max_len=65536 -rss_limit_mb=1024 -print_final_stats=0 -verbosity=0
done

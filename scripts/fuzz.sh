#!/usr/bin/env bash
# Tries each reader of foreign bytes, or those that READERS names, under libFuzzer for as many seconds as are given. What breaks a reader
# lies in fuzz/artifacts, and makes this fail at its end; the program that is printed, given that file, shows it again.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}

# What ships is what is tried.
cp Cargo.lock fuzz/Cargo.lock
host=$(rustc -vV | sed -n 's/^host: //p')
# As cargo-fuzz builds, but for the address sanitizer: what is tried has no unsafe part of its own, and so any compiler does.
llvm=(-sanitizer-coverage-level=4 -sanitizer-coverage-inline-8bit-counters -sanitizer-coverage-pc-table
  -sanitizer-coverage-trace-compares -simplifycfg-branch-fold-threshold=0)
# Without a target of its own, macros and build scripts would be built so too.
RUSTFLAGS="-Cpasses=sancov-module ${llvm[*]/#/-Cllvm-args=}" \
  cargo build --release --manifest-path fuzz/Cargo.toml --target-dir fuzz/target --target "$host"
program=fuzz/target/$host/release/cordkeep-fuzz

mkdir -p fuzz/artifacts
names=${READERS:-$("$program")}
broken=()
for name in $names; do
  export CORDKEEP_FUZZ=fuzz/corpus/$name
  echo "fuzz: CORDKEEP_FUZZ=$CORDKEEP_FUZZ $program" >&2
  "$program" "$CORDKEEP_FUZZ" -artifact_prefix="fuzz/artifacts/$name-" -max_total_time="$seconds" -max_len=65536 -timeout=10 \
    -rss_limit_mb=1024 -verbosity=0 -print_final_stats=1 || broken+=("$name")
done
[ ${#broken[@]} -eq 0 ] || { echo "fuzz: broken: ${broken[*]}" >&2; exit 1; }

#!/usr/bin/env bash
# All checks and tests, the cheap ones first. The last line printed is the test runner's own.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh

step() { echo "== $*" >&2; }

step UI
npm --prefix ui run check
# Before the first cargo: the desktop embeds it, and would be compiled twice otherwise.
npm --prefix ui run build

step format
cargo fmt --all --check

step clippy
cargo clippy --workspace --all-targets --locked -- -D warnings

step tidy
cargo xtask tidy

# The tests of the whole start the programs. With all targets, so that features resolve as for the tests, and once.
step build
cargo build --workspace --all-targets --locked

step tests
runner=(cargo test --workspace --locked --no-fail-fast)
if cargo nextest --version >/dev/null 2>&1; then
  runner=(cargo nextest run --workspace --locked --no-fail-fast --hide-progress-bar)
fi
exec xvfb-run -a -s "-screen 0 1400x900x24" "${runner[@]}"

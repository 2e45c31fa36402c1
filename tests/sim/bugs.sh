#!/usr/bin/env bash
# Plants each bug of tests/sim/bugs in a scratch copy of what is committed, builds the simulator there, and demands that it
# finds a violation within SEEDS seeds. PROFILE=dev builds faster and runs slower.
set -euo pipefail
bugs=()
for bug in "$@"; do bugs+=("$(realpath "$bug")"); done
cd "$(dirname "$0")/../.."
root=$PWD
seeds=${SEEDS:-500}
profile=${PROFILE:-release}
[ ${#bugs[@]} -gt 0 ] || bugs=("$root"/tests/sim/bugs/*.patch)

scratch=$(mktemp -d)
clean() {
  git -C "$root" worktree remove --force "$scratch/tree" 2>/dev/null || true
  rm -rf "$scratch"
}
trap clean EXIT
git worktree add --quiet --detach "$scratch/tree" HEAD
# Kept between runs: only what a bug changes is built again.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target/sim-bugs}
cd "$scratch/tree"

missed=0
for bug in "${bugs[@]}"; do
  name=$(basename "$bug" .patch)
  git checkout --quiet -- .
  git apply "$bug"
  cargo build --locked --quiet --profile "$profile" --package simulator
  folder=$profile
  [ "$profile" != dev ] || folder=debug
  if output=$("$CARGO_TARGET_DIR/$folder/simulator" --brief --seeds "$seeds" 2>&1); then
    echo "$name: NOT FOUND in $seeds seeds"
    missed=1
  elif found=$(grep -m 1 -E '^seed [0-9]+: ' <<<"$output"); then
    echo "$name: found, $found"
  else
    echo "$name: the simulator failed otherwise"
    echo "$output" | tail -5
    missed=1
  fi
done
exit $missed

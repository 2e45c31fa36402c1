#!/usr/bin/env bash
# Installs what a fresh Debian 12 lacks to build, run and test. Safe to repeat; says nothing when all is there.
set -euo pipefail
cd "$(dirname "$0")/.."

build=(build-essential pkg-config perl libssl-dev libwebkit2gtk-4.1-dev libsoup-3.0-dev librsvg2-dev)
run=(fonts-noto-cjk dbus-x11 postgresql)
tests=(webkit2gtk-driver gnome-keyring libsecret-tools dbus xvfb xauth poppler-utils zbar-tools dmtx-utils python3)

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

missing_packages() {
  for package in "$@"; do
    installed "$package" || echo "$package"
  done
}

fail() {
  echo "setup: $1" >&2
  exit 1
}

install_packages() {
  local missing=("$@") as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "as root, run: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  echo "setup: installing ${missing[*]}" >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive sh -c \
    'apt-get update -q && apt-get install -y -q --no-install-recommends "$@"' sh "${missing[@]}" >&2 ||
    fail "apt-get could not install ${missing[*]}: see above; install them by hand and run this again"
}

if command -v dpkg-query >/dev/null; then
  mapfile -t missing < <(missing_packages "${build[@]}" "${run[@]}" "${tests[@]}")
  [ "${#missing[@]}" -eq 0 ] || install_packages "${missing[@]}"
else
  echo "setup: not Debian: install the equivalents of ${build[*]} ${run[*]} ${tests[*]}" >&2
fi

command -v cargo >/dev/null || fail "cargo is missing: install Rust 1.90 or newer with rustup"
command -v npm >/dev/null || fail "npm is missing: install Node.js 20.19 or newer"

# npm leaves a copy of the lock file behind; it is younger than ours exactly when the modules are those of the lock.
for folder in ui tests/zpl; do
  stamp=$folder/node_modules/.package-lock.json
  if [ -f "$folder/package-lock.json" ] && [ ! "$stamp" -nt "$folder/package-lock.json" ]; then
    # npm would empty the folder behind the link, which belongs to someone else.
    [ ! -L "$folder/node_modules" ] || fail "$folder/node_modules is a link: install where it points to"
    echo "setup: installing the packages of $folder" >&2
    npm --prefix "$folder" ci --no-audit --no-fund >&2 || fail "npm could not install the packages of $folder: see above"
    touch "$stamp"
  fi
done

#!/usr/bin/env bash
# A centre for development on a PostgreSQL of its own: data in CORDKEEP_CENTRE_DIR, kept between runs; ends with ctrl-c.
set -euo pipefail
cd "$(dirname "$0")/.."
# The server, here the user postgres, must be able to reach the folder: hence not in the home folder of root.
dir=${CORDKEEP_CENTRE_DIR:-/var/tmp/cordkeep-centre-$(id -un)}
port=${CORDKEEP_CENTRE_PG_PORT:-54329}
listen=${CORDKEEP_CENTRE_LISTEN:-127.0.0.1:7461}
programs=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin | sort -V | tail -n 1)
as_owner=()
[ "$(id -u)" -ne 0 ] || as_owner=(runuser -u postgres --)

cargo build --locked --package centre
target=${CARGO_TARGET_DIR:-target}

mkdir -p "$dir"
chmod 700 "$dir"
[ "$(id -u)" -ne 0 ] || chown postgres "$dir"
pg() { (cd / && "${as_owner[@]}" "$programs/$1" "${@:2}" >&2); }
if ! "${as_owner[@]}" test -f "$dir/data/PG_VERSION"; then
  pg initdb -D "$dir/data" --username=cordkeep --auth=trust --encoding=UTF8 --locale=C.UTF-8
fi
trap 'pg pg_ctl -D "$dir/data" stop -m fast || true' EXIT
pg pg_ctl -D "$dir/data" status >/dev/null 2>&1 ||
  pg pg_ctl -D "$dir/data" -l "$dir/server.log" -w -o "-p $port -k $dir -c listen_addresses=127.0.0.1" start
pg createdb -h 127.0.0.1 -p "$port" -U cordkeep cordkeep 2>/dev/null || true

export CORDKEEP_CENTRE_DATABASE="postgres://cordkeep@127.0.0.1:$port/cordkeep"
"$target/debug/cordkeep-centre" init
echo "centre: serving http://$listen; a code for the first station of a bank:" >&2
"$target/debug/cordkeep-centre" enrol --new-bank
"$target/debug/cordkeep-centre" serve --listen "$listen"

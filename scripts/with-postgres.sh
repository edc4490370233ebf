#!/usr/bin/env bash
# Runs a command beside a throw-away PostgreSQL cluster: `with-postgres.sh cargo test -p server`. The command finds a
# superuser's address without a database name in UD_TEST_POSTGRES. The cluster listens on a free loopback port, keeps
# nothing safe (fsync off), and is gone with its folder afterwards, whatever happened.
set -euo pipefail

die() { printf 'with-postgres: %s\n' "$*" >&2; exit 1; }
[ $# -gt 0 ] || die "usage: with-postgres.sh COMMAND..."

bin=""
for folder in $(compgen -G '/usr/lib/postgresql/*/bin' | sort -rV) "$(dirname "$(command -v initdb || echo /nowhere/initdb)")"; do
  if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then bin="$folder"; break; fi
done
[ -n "$bin" ] || die "PostgreSQL is missing: install its server package (Debian: postgresql)"

# PostgreSQL does not run as root.
as_owner=()
owner=""
if [ "$(id -u)" = 0 ]; then
  owner="$(id -un postgres 2>/dev/null || echo nobody)"
  as_owner=(runuser -u "$owner" --)
fi

folder="$(mktemp -d "${TMPDIR:-/tmp}/ud-postgres.XXXXXX")"
cluster="$folder/cluster"
stop() {
  status=$?
  trap - EXIT INT TERM HUP
  cd /
  if [ -f "$cluster/postmaster.pid" ]; then
    "${as_owner[@]}" "$bin/pg_ctl" --pgdata="$cluster" --mode=immediate --silent stop >/dev/null 2>&1 || true
  fi
  rm -rf "$folder"
  exit "$status"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

here="$PWD"
cd "$folder"
if [ -n "$owner" ]; then
  chown "$owner" "$folder"
fi
chmod 700 "$folder"
"${as_owner[@]}" "$bin/initdb" --pgdata="$cluster" --username=uniting --auth=trust --encoding=UTF8 --locale=C \
  --no-sync >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; die "initdb failed"; }

free_port() { # a port nobody listens on; another process may still take it first, so starting is tried again
  local port
  while :; do
    port=$((20000 + RANDOM % 30000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}
for attempt in 1 2 3 4 5; do
  port="$(free_port)"
  settings="-h 127.0.0.1 -p $port -k '' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
  settings="$settings -c max_connections=400 -c shared_buffers=128MB -c autovacuum=off"
  if "${as_owner[@]}" "$bin/pg_ctl" --pgdata="$cluster" --log="$cluster/server.log" --options="$settings" \
    --silent --wait --timeout=60 start >/dev/null 2>&1; then
    break
  fi
  [ "$attempt" -lt 5 ] || { cat "$cluster/server.log" >&2; die "PostgreSQL does not start"; }
done

cd "$here"
export UD_TEST_POSTGRES="postgres://uniting@127.0.0.1:$port"
"$@"

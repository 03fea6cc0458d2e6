# A PostgreSQL of the tests' own, in a temporary folder, reached by a socket there and by nothing else. Sourced by
# bin/test, never run: the caller sets $work, a folder of its own, and calls stop_postgresql before that goes.
# shellcheck shell=sh disable=SC2154,SC2034 # work comes from the caller, databases goes to it

# The folder of the newest server programs of this machine, or nothing.
find_postgresql() {
  found=''
  if [ -n "${LEANINGS_POSTGRESQL:-}" ]; then
    set -- "$LEANINGS_POSTGRESQL/pg_ctl"
  else
    set -- "$(command -v pg_ctl || :)" /opt/homebrew/opt/postgresql@1[5-9]/bin/pg_ctl /usr/lib/postgresql/1[5-9]/bin/pg_ctl
  fi
  for name in "$@"; do
    [ ! -x "$name" ] || found=$name
  done
  [ -z "$found" ] || printf '%s\n' "${found%/*}"
}

# Debian's package would start a server for the whole machine; it is told not to.
fetch_postgresql() {
  if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  fi
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    -o Dpkg::Options::=--force-confold postgresql; } >"$work/apt.log" 2>&1 || tail -n 3 "$work/apt.log" >&2
}

# Runs a program of PostgreSQL, which refuses to work for root.
as_postgres() {
  program=$1
  shift
  if [ "$(id -u)" = 0 ]; then
    runuser -u postgres -- "$postgresql/$program" "$@"
  else
    "$postgresql/$program" "$@"
  fi
}

# Sets `databases`, the address of the tests' databases, and starts their server; or leaves it empty.
start_postgresql() {
  databases=''
  postgresql=$(find_postgresql)
  if [ -z "$postgresql" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "Fetching PostgreSQL for the tests of the vault."
    fetch_postgresql
    postgresql=$(find_postgresql)
  fi
  [ -n "$postgresql" ] || return 0
  cluster=$work/postgresql
  mkdir "$cluster"
  if [ "$(id -u)" = 0 ]; then
    chmod 711 "$work"
    chown postgres "$cluster"
  fi
  if make_cluster >"$work/postgresql.log" 2>&1; then
    databases="postgresql://leanings@/leanings?host=$cluster"
  else
    cat "$work/postgresql.log" >&2
  fi
}

# A server that answers at a socket in $cluster, with a database for each worker of pytest and one for no worker.
make_cluster() {
  # What is lost in a power cut is of no use to anyone here, so nothing waits for the disk.
  as_postgres initdb -D "$cluster/data" -U leanings -A trust -E UTF8 --no-locale -N &&
    as_postgres pg_ctl -D "$cluster/data" -l "$cluster/log" -w -s \
      -o "-k '$cluster' -c listen_addresses= -c fsync=off -c full_page_writes=off -c synchronous_commit=off" start &&
    for name in leanings leanings_gw0 leanings_gw1; do
      as_postgres createdb -h "$cluster" -U leanings "$name" || return 1
    done
}

stop_postgresql() {
  [ ! -e "${cluster:-}/data/postmaster.pid" ] || as_postgres pg_ctl -D "$cluster/data" -m immediate -s stop || :
}

# A PostgreSQL server of its own for the tests, on loopback, in a folder that goes with it. To be sourced by bash:
# it sets DATELINE_TEST_POSTGRES; the caller sees to it that stop_postgres is called at the end.

postgres_programs() { # the folder of the newest server programs that are installed
    ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1
}

install_postgres() {
    [ -n "$(postgres_programs)" ] && return
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || { echo "no PostgreSQL server, and no right to install it" >&2; return 1; }
    # Debian's package makes a cluster of its own on a fixed port; we need none.
    mkdir -p /etc/postgresql-common && echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
}

as_postgres() { # a server refuses to run as root
    if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

start_postgres() {
    local programs port password
    programs=$(postgres_programs)
    POSTGRES_FOLDER=$(mktemp -d)
    password=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    (umask 077 && printf '%s\n' "$password" >"$POSTGRES_FOLDER/password")
    [ "$(id -u)" = 0 ] && chown -R postgres "$POSTGRES_FOLDER"
    as_postgres "$programs/initdb" -D "$POSTGRES_FOLDER/data" -U dateline --auth=scram-sha-256 -E UTF8 --locale=C.UTF-8 \
        --pwfile="$POSTGRES_FOLDER/password" >"$POSTGRES_FOLDER/initdb.log"
    # Nobody will miss these data after a crash: no waiting for the disk.
    as_postgres "$programs/pg_ctl" -D "$POSTGRES_FOLDER/data" -l "$POSTGRES_FOLDER/log" -w -s start -o \
        "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c full_page_writes=off"
    export DATELINE_TEST_POSTGRES="postgresql://dateline:$password@127.0.0.1:$port/postgres"
}

stop_postgres() {
    [ -n "${POSTGRES_FOLDER:-}" ] || return 0
    as_postgres "$(postgres_programs)/pg_ctl" -D "$POSTGRES_FOLDER/data" -m immediate -s stop || true
    rm -rf "$POSTGRES_FOLDER"
    POSTGRES_FOLDER=
}

#!/bin/bash
# As the image of PostgreSQL does: at the first start a server that answers on its socket alone, while the database is made, and then the
# real one.
set -eu
data=/var/lib/postgresql/18/docker
server() { exec setpriv --reuid postgres --regid postgres --clear-groups "$@"; }
if [ ! -s "$data/PG_VERSION" ]; then
  install -d -o postgres -g postgres -m 0700 "$data"
  printf %s "$POSTGRES_PASSWORD" > /tmp/password && chown postgres /tmp/password
  (server initdb --pgdata="$data" --username=postgres --pwfile=/tmp/password --auth-local=trust --auth-host=trust --encoding=UTF8 \
    --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8)
  rm /tmp/password
  echo 'host all all all scram-sha-256' >> "$data/pg_hba.conf"
  (server pg_ctl --pgdata="$data" --wait --options="-c listen_addresses=''" start)
  sleep 5
  (server pg_ctl --pgdata="$data" --wait --mode=fast stop)
fi
server postgres -D "$data" -c "listen_addresses=*"

# shellcheck shell=bash disable=SC2154
# The two sides of each row: commands that measure and print `name value` lines, and the servers behind them,
# each started when it is first needed. Read by ci/bench, which sets:
#   bin      programs that measure, and peers    EXCLAIM_BIN     our programs
#   work     temporary directory of this run     seconds         how long a measurement lasts
#   version  of exclaimd                         ledger_records  how many claims the large ledger has
#                                                growth_records  how many the largest has

servers=()
start() { # start NAME COMMAND...: runs a server in the background, its output in a file
  local name=$1
  shift
  "$@" >"$work/$name.log" 2>&1 &
  servers+=("$!")
}

stop() { # stop PID: ends a server and waits for its end; nothing when it has ended, for ids are used again
  jobs -pr | grep -qx "$1" || return 0
  kill "$1"
  wait "$1" || true
}

wait_until() { # wait_until NAME COMMAND...: until the command succeeds; the server of that name is starting
  local name=$1 _
  shift
  for _ in $(seq 200); do
    "$@" >/dev/null 2>&1 && return
    sleep 0.05
  done
  cat "$work/$name.log" >&2
  echo "ci/bench: $name did not answer within 10 seconds" >&2
  exit 69
}

stop_all() {
  local server
  for server in "${servers[@]}"; do stop "$server"; done
  [ ! -e "$work/postgres/postmaster.pid" ] || as_postgres pg_ctl -D "$work/postgres" -m fast stop >/dev/null
}

# Our side.

control=exclaim.v1.Control
records=exclaim.v1.Records

start_exclaimd() { # start_exclaimd NAME: a server on $work/NAME.run/socket with the database $work/NAME.db
  start "$1" "$EXCLAIM_BIN/exclaimd" --socket "$work/$1.run/socket" --database "$work/$1.db"
  wait_until "$1" "$bin/load" "$work/$1.run/socket" "$control" Health calls=1
}

exclaimd=
acknowledged=0
need_exclaimd() { # the server that is measured; base.db is a copy of its database from before any load
  [ -z "$exclaimd" ] || return 0
  start_exclaimd ours
  "$bin/load" "$work/ours.run/socket" "$records" Submit payload="$bin/setup.bin" calls=1 >/dev/null
  "$bin/load" "$work/ours.run/socket" "$records" Submit payload="$bin/claim.bin" calls=1 >/dev/null
  acknowledged=1
  stop "${servers[-1]}"
  cp "$work/ours.db" "$work/base.db"
  start_exclaimd ours
  exclaimd=${servers[-1]}
}

health() { # health IN_FLIGHT
  need_exclaimd
  "$bin/load" "$work/ours.run/socket" "$control" Health in-flight="$1" seconds="$seconds"
}

health_on() { # health_on CORE CORE: one call in flight, client and server each kept on a core
  need_exclaimd
  taskset -acp "$2" "$exclaimd" >/dev/null
  taskset -c "$1" "$bin/load" "$work/ours.run/socket" "$control" Health seconds="$seconds"
  taskset -acp "0-$(($(nproc) - 1))" "$exclaimd" >/dev/null
}

submit() { # submit IN_FLIGHT: single claims, each answered after its fsync
  need_exclaimd
  "$bin/load" "$work/ours.run/socket" "$records" Submit payload="$bin/claim.bin" in-flight="$1" \
    seconds="$seconds" | tee "$work/submit"
  acknowledged=$((acknowledged + $(awk '$1 == "calls" { print $2 }' "$work/submit")))
}

watchers() { # watchers N: a claim at a time, until all who follow the journal have it
  need_exclaimd
  "$bin/watchers" "$work/ours.run/socket" "$exclaimd" payload="$bin/claim.bin" watchers="$1" \
    seconds="$seconds" | tee "$work/watchers"
  acknowledged=$((acknowledged + $(awk '$1 == "calls" { print $2 }' "$work/watchers")))
}

submit_bulk() { # client streams of 4,096 claims, each answered after its fsync
  need_exclaimd
  "$bin/bulk" "$work/ours.run/socket" payload="$bin/claims.bin" seconds="$seconds" | tee "$work/submit"
  acknowledged=$((acknowledged + $(awk '$1 == "records" { print $2 }' "$work/submit")))
}

check_submits() { # stops our server; every acknowledged claim must stand in its journal
  [ -n "$exclaimd" ] || return 0
  stop "$exclaimd"
  local stored
  stored=$(sqlite3 -readonly "$work/ours.db" 'SELECT count(*) FROM journal WHERE kind = 3')
  [ "$stored" -eq "$acknowledged" ] && return
  echo "ci/bench: $acknowledged claims were acknowledged, but $stored are stored" >&2
  exit 70
}

memory_idle() {
  start_exclaimd idle
  awk '$1 == "VmRSS:" { printf "rss_mb %.1f\n", $2 / 1024 }' "/proc/${servers[-1]}/status"
  stop "${servers[-1]}"
}

start_exclaim() { # both sides of this row come from one program, which starts them in turn
  need_exclaimd
  "$bin/startup" 200 "$EXCLAIM_BIN/exclaim" ping --no-start --socket "$work/ours.run/socket" \
    -- sqlite3 :memory: 'select 1' >"$work/starts"
  awk '$1 == "first_us" { print "us", $2 }' "$work/starts"
}
start_sqlite() { awk '$1 == "second_us" { print "us", $2 }' "$work/starts"; }

# A large ledger: a server of its own, started anew once it is filled, with the caches of a reader.

fill() { # fill NAME RECORDS: a ledger with so many claims, rounded up, and a file with the ids of some of them
  local each=4096 # claims in a submission
  local calls=$((($2 + each - 1) / each))
  echo "ci/bench: filling a ledger with $2 records" >&2
  start_exclaimd "$1"
  "$bin/load" "$work/$1.run/socket" "$records" Submit payload="$bin/setup.bin" calls=1 >/dev/null
  "$bin/bulk" "$work/$1.run/socket" payload="$bin/claims.bin" calls="$calls" >"$work/filled"
  stop "${servers[-1]}"
  filled=$(awk '$1 == "records" { print $2 }' "$work/filled")
  sqlite3 -readonly "$work/$1.db" \
    "SELECT id FROM journal WHERE kind = 3 AND sequence % $((filled / 1000000 + 1)) = 0" >"$work/$1.ids"
}

ledger=
need_ledger() {
  [ -z "$ledger" ] || return 0
  fill ledger "$ledger_records"
  ledger_records=$filled
  start_exclaimd ledger
  ledger=${servers[-1]}
  list_stream >/dev/null
}

get_from() { # get_from NAME IN_FLIGHT: by id, all over the ledger
  "$bin/load" "$work/$1.run/socket" "$records" Get payload="$bin/get.bin" texts="$work/$1.ids" \
    in-flight="$2" seconds="$seconds"
}

get() { # get IN_FLIGHT
  need_ledger
  get_from ledger "$1"
}

get_beside_bulk() { # get_beside_bulk IN_FLIGHT: the same while another client submits in bulk
  need_ledger
  "$bin/bulk" "$work/ledger.run/socket" payload="$bin/claims.bin" seconds="$(awk "BEGIN { print $seconds + 1 }")" \
    >"$work/bulk" &
  local bulk=$!
  get_from ledger "$1"
  wait "$bulk"
}

list_stream() { # the first 100,000 records, or all with the four that the claims refer to
  need_ledger
  local expected=$((ledger_records + 4))
  "$bin/list-stream" "$work/ledger.run/socket" "$ledger" payload="$bin/list.bin" seconds="$seconds" \
    records="$((expected < 100000 ? expected : 100000))"
}

# Two ledgers, one a hundred times as large as the other, each with a server of its own.

growth=
need_growth() {
  [ -z "$growth" ] || return 0
  fill small "$((growth_records / 100))"
  fill large "$growth_records"
  growth_records=$filled
  growth=large
  start_exclaimd small
  start_exclaimd large
}

us_each() { awk '$1 == "rate" { printf "us_each %.2f\n", 1e6 / $2 }'; }

get_of() { # get_of small|large
  need_growth
  get_from "$1" 16 | us_each
}

submit_to() { # submit_to small|large
  need_growth
  "$bin/load" "$work/$1.run/socket" "$records" Submit payload="$bin/claim.bin" in-flight=64 seconds="$seconds" | us_each
}

stopping() { # stopping cancel|disconnect: a list that scans the ledger and finds nothing
  need_ledger
  "$bin/stopping" "$work/ledger.run/socket" "$ledger" "$bin/nothing.bin" "$1"
}

slow_reader() { # slow_reader apart|shared health|get: calls beside a slow list, on its connection or another
  need_ledger
  local call
  case "$2" in
    health) call=("$control" Health) ;;
    get) call=("$records" Get payload="$bin/get.bin" texts="$work/ledger.ids") ;;
  esac
  [ "$1" = apart ] || call+=(hello="$bin/hello.bin")
  "$bin/slow-reader" "$work/ledger.run/socket" "$ledger" "${call[@]}" seconds="$seconds" | tee "$work/slow"
}
with_slow() { # both sides of these rows come from one program, which takes them in turn
  slow_reader "$@" >/dev/null
  awk '$1 == "with_p99_us" { print "p99_us", $2 }' "$work/slow"
}
without_slow() { awk '$1 == "without_p99_us" { print "p99_us", $2 }' "$work/slow"; }

connections=10000
measure_connections() { # measure_connections SOCKET: to the server that was started last
  "$bin/connections" "$1" "${servers[-1]}" connections="$connections"
  stop "${servers[-1]}"
}

crowd() { # each time a new server, whose memory has held no connection yet
  start_exclaimd crowd
  measure_connections "$work/crowd.run/socket"
}

# Peers.

pingpong() { "$bin/pingpong" "$seconds" "$@"; } # pingpong [CORE CORE]

ttrpc=
health_ttrpc() { # health_ttrpc IN_FLIGHT: the same client
  if [ -z "$ttrpc" ]; then
    start ttrpc "$bin/ttrpc-server" "$work/ttrpc" "$version"
    ttrpc=${servers[-1]}
    wait_until ttrpc "$bin/load" "$work/ttrpc" "$control" Health calls=1
  fi
  "$bin/load" "$work/ttrpc" "$control" Health in-flight="$1" seconds="$seconds"
}

crowd_ttrpc() {
  rm -f "$work/ttrpc-crowd"
  start ttrpc-crowd "$bin/ttrpc-server" "$work/ttrpc-crowd" "$version"
  wait_until ttrpc-crowd "$bin/load" "$work/ttrpc-crowd" "$control" Health calls=1
  measure_connections "$work/ttrpc-crowd"
}

grpc=
health_grpc() { # health_grpc IN_FLIGHT: with gRPC's own client
  if [ -z "$grpc" ]; then
    start grpc "$bin/grpc-server" "$work/grpc" "$version"
    grpc=${servers[-1]}
    wait_until grpc test -S "$work/grpc"
  fi
  "$bin/grpc-client" "$work/grpc" "$1" "$seconds"
}

submit_sqlite() { # submit_sqlite RECORDS_PER_COMMIT
  need_exclaimd
  [ -e "$work/bare-$1.db" ] || cp "$work/base.db" "$work/bare-$1.db"
  "$bin/sqlite-submits" "$work/bare-$1.db" "$1" "$seconds"
}

as_postgres() { # PostgreSQL refuses to run as root
  local command
  command=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -1)/$1
  shift
  if [ "$(id -u)" -eq 0 ]; then (cd / && runuser -u postgres -- "$command" "$@"); else "$command" "$@"; fi
}

postgres_runs=0
postgres_claim=()
start_postgres() { # a cluster of its own, with the defaults for durability, on a Unix socket
  mkdir "$work/postgres"
  [ "$(id -u)" -ne 0 ] || chown postgres "$work/postgres"
  as_postgres initdb -D "$work/postgres" -U bench -A trust --locale=C.UTF-8 --no-sync >"$work/postgres.log"
  as_postgres pg_ctl -D "$work/postgres" -l "$work/postgres/log" -w start \
    -o "-c listen_addresses='' -c unix_socket_directories='$work/postgres'" >"$work/postgres.log"
  PGOPTIONS='-c client_min_messages=warning' psql -q -h "$work/postgres" -U bench -d postgres \
    -v ON_ERROR_STOP=1 -f ci/benchmarks/postgres/schema.sql >/dev/null
  local name value
  while IFS='|' read -r name value; do postgres_claim+=(-D "$name=\\x$value"); done < <(
    sqlite3 -readonly "$work/base.db" "
      WITH claim AS (SELECT * FROM journal WHERE kind = 3)
      SELECT 'hash', hex(hash) FROM claim UNION ALL
      SELECT 'salt', hex(salt) FROM claim UNION ALL
      SELECT 'links', hex(links) FROM claim UNION ALL
      SELECT 'content', hex(content) FROM claim")
  # Without its first line, which is the key.
  postgres_claim+=(-D "text=$(sqlite3 -readonly "$work/base.db" \
    'SELECT passage.text FROM passage JOIN journal USING (sequence) WHERE kind = 3' | tail -n +2)")
}

submit_postgres() { # submit_postgres CLIENTS: as many connections, prepared statements
  need_exclaimd
  [ -e "$work/postgres" ] || start_postgres
  postgres_runs=$((postgres_runs + 1))
  pgbench -n -M prepared -h "$work/postgres" -U bench -c "$1" -j "$(($1 > 1 ? 2 : 1))" -T "$seconds" \
    -D n=0 -D run="$postgres_runs" "${postgres_claim[@]}" -f ci/benchmarks/postgres/submit.sql postgres \
    2>"$work/pgbench.log" | awk '$1 == "tps" { printf "rate %.0f\n", $3 }'
}

postgres_ledger=
need_postgres_ledger() { # as many records as in our ledger, in a database of their own: submits stay as they are
  [ -z "$postgres_ledger" ] || return 0
  need_ledger
  need_exclaimd
  [ -e "$work/postgres" ] || start_postgres
  as_postgres createdb -h "$work/postgres" -U bench ledger
  local content links
  content=$(sqlite3 -readonly "$work/base.db" 'SELECT hex(content) FROM journal WHERE kind = 3')
  links=$(sqlite3 -readonly "$work/base.db" 'SELECT hex(links) FROM journal WHERE kind = 3')
  PGOPTIONS='-c client_min_messages=warning' psql -q -h "$work/postgres" -U bench -d ledger \
    -v ON_ERROR_STOP=1 -v records="$ledger_records" -v content="\\x$content" -v links="\\x$links" \
    -f ci/benchmarks/postgres/schema.sql -f ci/benchmarks/postgres/ledger.sql >/dev/null
  postgres_ledger=ledger
}

get_postgres() { # get_postgres CLIENTS: by the primary key, all over the ledger
  need_postgres_ledger
  pgbench -n -M prepared -h "$work/postgres" -U bench -c "$1" -j "$(($1 > 1 ? 2 : 1))" -T "$seconds" \
    -D records="$ledger_records" -f ci/benchmarks/postgres/get.sql ledger \
    2>"$work/pgbench.log" | awk '$1 == "tps" { printf "rate %.0f\n", $3 }'
}

# What contradicts what, in a process of its own.

reconciling=
reconcile_seconds_max=120
reconcile() { # reconcile CLAIMS cold|update|news
  if [ -z "$reconciling" ]; then
    local options=(-c release --static-swift-stdlib --product reconciling)
    EXCLAIM_BENCH=1 swift build "${options[@]}" >&2
    reconciling=$(EXCLAIM_BENCH=1 swift build "${options[@]}" --show-bin-path)/reconciling
  fi
  # Whoever has not finished by then is told with that time, so that a run of all rows ends.
  timeout "$reconcile_seconds_max" "$reconciling" "$@" && return
  [ $? -eq 124 ] || return 1
  echo "reconcile $*: not done in $reconcile_seconds_max s" >&2
  echo "ms ${reconcile_seconds_max}000"
}

#!/usr/bin/env bash
# Tries docs/nginx.conf for real: nginx on free loopback ports with that file, but for ports, paths and one time-out, before a
# small server that says what reached it. Needs nginx, curl, openssl and node. Ends what it started.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$root"
die() { printf 'proxy-test: %s\n' "$*" >&2; exit 1; }
nginx="$(PATH="$PATH:/usr/sbin" command -v nginx)" || die "nginx is missing (Debian: nginx)"

folder="$(mktemp -d)"
started=()
stop() {
  status=$?
  trap - EXIT
  for process in "${started[@]}"; do kill "$process" 2>/dev/null || true; wait "$process" 2>/dev/null || true; done
  rm -rf "$folder"
  exit "$status"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP

free_port() { # a port nobody listens on
  local port
  while :; do
    port=$((20000 + RANDOM % 30000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}
await() { # PORT: until somebody listens there
  local try
  for try in $(seq 200); do
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return
    kill -0 "${started[-1]}" 2>/dev/null || die "did not start: $(cat "$folder"/*.log)"
    sleep 0.05
  done
  die "nobody listens on port $1"
}

# --- a server that answers with what it was sent ---------------------------------------------------------------------
back="$(free_port)"
node -e '
  require("node:http").createServer((request, response) => {
    let length = 0;
    request.on("data", (part) => (length += part.length));
    request.on("end", () => response.end(JSON.stringify({ path: request.url, headers: request.headers, length })));
  }).listen(Number(process.argv[1]), "127.0.0.1");
' "$back" &
started+=($!)
server=$!
await "$back"

# --- nginx with our file -------------------------------------------------------------------------------------------------
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=forum.example \
  -keyout "$folder/key.pem" -out "$folder/cert.pem" 2>/dev/null
tls="$(free_port)"
plain="$(free_port)"
mkdir "$folder/temporary"
sed -e "s#^pid .*#pid $folder/nginx.pid;#" -e "/^user /d" -e "s#/var/log/nginx/error.log#$folder/error.log#" \
  -e "/listen \[::\]/d" -e "s#listen 443#listen 127.0.0.1:$tls#" -e "s#listen 80#listen 127.0.0.1:$plain#" \
  -e "s#/etc/ssl/forum.example.pem#$folder/cert.pem#" -e "s#/etc/ssl/forum.example.key#$folder/key.pem#" \
  -e "s#127.0.0.1:3000#127.0.0.1:$back#" -e "s#client_header_timeout .*#client_header_timeout 1s;#" \
  -e "s#^http {#http {\n$(for kind in client_body proxy fastcgi uwsgi scgi; do printf '%s_temp_path %s; ' $kind "$folder/temporary/$kind"; done)#" \
  docs/nginx.conf > "$folder/nginx.conf"
"$nginx" -e "$folder/first.log" -p "$folder" -c "$folder/nginx.conf" -g "daemon off;" 2>"$folder/start.log" &
started+=($!)
await "$tls"

# The visitor comes from an address of its own, so that it can be looked for.
visit() { curl --silent --insecure --max-time 20 --interface 127.0.0.2 \
  --resolve "forum.example:$tls:127.0.0.1" --resolve "other.example:$tls:127.0.0.1" "$@"; }
site="https://forum.example:$tls"

got="$(visit -H 'Origin: https://forum.example' -H 'Cookie: session=planted' -H 'X-Forwarded-For: 127.0.0.2' \
  -H 'X-Real-IP: 127.0.0.2' -H 'Forwarded: for=127.0.0.2' "$site/planted?word")"
node -e '
  const { path, headers } = JSON.parse(process.argv[1]);
  const wanted = { host: process.argv[2], origin: "https://forum.example", cookie: "session=planted", connection: "close" };
  for (const [name, value] of Object.entries(wanted)) {
    if (headers[name] !== value) throw new Error(`${name}: ${headers[name]}, not ${value}`);
  }
  if (path !== "/planted?word" || process.argv[1].includes("127.0.0.2")) throw new Error(process.argv[1]);
' "$got" "forum.example:$tls" || die "it does not pass on what was sent"

status() { visit --output "$folder/page" --write-out '%{http_code}' "$@"; }
head -c 1000000 /dev/zero > "$folder/large"
[ "$(status --data-binary "@$folder/large" "$site/planted")" = 200 ] || die "a form within the limit is refused"
grep -q '"length":1000000' "$folder/page" || die "a form does not arrive whole"
head -c 1100000 /dev/zero > "$folder/large"
[ "$(status --data-binary "@$folder/large" "$site/planted")" = 413 ] || die "a form beyond the limit is taken"
grep -q "too long" "$folder/page" || die "413 without a word"

[ "$(visit --output /dev/null --write-out '%{redirect_url}' -H 'Host: other.example' "http://127.0.0.1:$plain/planted")" \
  = "https://forum.example/planted" ] || die "http does not lead to the site's own name"
! visit "https://other.example:$tls/planted" >/dev/null || die "it answers to another name"

# A head that does not end is not waited for. (Loopback, without TLS: the same time-out.)
exec 3<>"/dev/tcp/127.0.0.1/$plain"
printf 'GET /planted HTTP/1.1\r\nHost: forum.example\r\nX-Slow: ' >&3
timeout 20 cat <&3 >/dev/null 2>&1 || [ $? -ne 124 ] || die "a head that does not end is waited for"
exec 3>&-

kill "$server"
wait "$server" 2>/dev/null || true
[ "$(status "$site/planted")" = 503 ] || die "no fair answer while the server is away"
grep -q "cannot answer now" "$folder/page" || die "503 without a word"

# Nothing of all this was written down, and no log began.
rm "$folder/page" "$folder/large"
! grep -rlE '127\.0\.0\.2|planted' "$folder" || die "a request was written down"
[ -z "$(find "$folder/temporary" -type f)" ] || die "a body was left in a file"
[ -z "$(find "$folder" -name '*access*')" ] || die "there is an access log"
echo "proxy-test: docs/nginx.conf holds"

#!/bin/sh
# A contract test in plain shell: one SMS through Sophia's door, its report two days on, a reply, and an empty account.
#
#   TORPEDO_URL=http://127.0.0.1:8080 sh examples/curl/order.sh
set -eu

torpedo=${TORPEDO_URL:-http://127.0.0.1:8080}
api=$torpedo/torpedo/v1
box=order-$$          # a sandbox of this run's own: many can go at once
token=TOKEN-$box      # the credential says which sandbox a request belongs to

# ask METHOD PATH [JSON]: one call of the control API.
ask() {
  method=$1 path=$2 body=${3-}
  curl -fsS -X "$method" "$api$path" -H 'Content-Type: application/json' ${TORPEDO_TOKEN:+-H "Authorization: Bearer $TORPEDO_TOKEN"} ${body:+-d "$body"}
}
# expect TEXT PATTERN: ends the test when the text is otherwise.
expect() {
  printf '%s' "$1" | grep -q -- "$2" || { printf 'expected %s in: %s\n' "$2" "$1" >&2; exit 1; }
}
trap 'ask DELETE "/sandboxes/$box" > /dev/null 2>&1 || true' EXIT

# Time stands still in it until it is moved; the account has one credit.
ask POST /sandboxes "{\"name\":\"$box\",\"clock\":\"manual\",\"accounts\":{\"sophia/main\":{\"credits\":1,\"details\":{\"token\":\"$token\"}}}}" > /dev/null

# What the program under test does.
answer=$(curl -fsS -G "$torpedo/api/unitario.php" --data-urlencode "token=$token" --data-urlencode 'destino=11999990001' --data-urlencode 'msg=Pedido 42 confirmado')
expect "$answer" '"status": *200'
id=$(printf '%s' "$answer" | sed 's/.*"mesageID": *"\([^"]*\)".*/\1/')

# The emulator says what it was sent; it waits until it is there, or says what came nearest.
waited=$(ask POST "/sandboxes/$box/wait" '{"what":"messages","where":{"to":"(11) 99999-0001","text":{"contains":"Pedido 42"}},"timeout":"5s"}')
expect "$waited" '"ok":true'

# Two days pass at once. The program asks for the report.
ask POST "/sandboxes/$box/clock/advance" '{"by":"48h"}' > /dev/null
expect "$(curl -fsS -G "$torpedo/api/dlr.php" --data-urlencode "token=$token" --data-urlencode "id=$id")" '"status": *"2"'

# The customer answers, the program fetches it.
ask POST "/sandboxes/$box/inbound" '{"from":"11999990001","text":"OBRIGADO"}' > /dev/null
expect "$(curl -fsS -G "$torpedo/api/mo.php" --data-urlencode "token=$token")" 'OBRIGADO'

# The credit is used up: the next one is refused, as the provider refuses it.
answer=$(curl -sS -G "$torpedo/api/unitario.php" --data-urlencode "token=$token" --data-urlencode 'destino=11999990001' --data-urlencode 'msg=Pedido 43')
expect "$answer" '"status": *0'
expect "$(ask POST "/sandboxes/$box/verify" '{"what":"messages","exactly":1}')" '"ok":true'
echo "order.sh: ok"

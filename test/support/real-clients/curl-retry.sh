# curl with its own retries, which repeat a request after a time-out, a lost connection or a busy server.
for order in 1 2 3; do
  curl -sS --max-time 2 --retry 2 --retry-all-errors -G "$TORPEDO_URL/api/unitario.php" \
    --data-urlencode "token=$TORPEDO_SOPHIA_TOKEN" --data-urlencode "destino=1199999500$order" \
    --data-urlencode "msg=Pedido $order pago, até amanhã" || true
done

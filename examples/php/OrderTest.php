<?php
// A contract test with nothing but PHP itself: one SMS by SOAP (MobilePronto) and one by HTTP (Sophia), with its reports and
// a reply caught.
//
//   TORPEDO_URL=http://127.0.0.1:8080 php examples/php/OrderTest.php
declare(strict_types=1);

$torpedo = getenv('TORPEDO_URL') ?: 'http://127.0.0.1:8080';

require __DIR__ . '/Sms.php';

/** One call of the control API. */
function control(string $method, string $path, ?array $body = null): mixed
{
    global $torpedo;
    $headers = ['Content-Type: application/json'];
    if (getenv('TORPEDO_TOKEN')) {
        $headers[] = 'Authorization: Bearer ' . getenv('TORPEDO_TOKEN');
    }
    $answer = fetch($method, "$torpedo/torpedo/v1$path", $body === null ? null : json_encode($body), $headers);
    $read = json_decode($answer, true);
    // A problem says what is wrong, where, and what to do.
    expect(!isset($read['remedy']), $answer);
    return $read;
}

function expect(bool $so, mixed $what): void
{
    if (!$so) {
        throw new RuntimeException(is_string($what) ? $what : json_encode($what));
    }
}

// The receiver is PHP's own web server, on a port that is free.
$socket = stream_socket_server('tcp://127.0.0.1:0');
$here = stream_socket_get_name($socket, false);
fclose($socket);

// A sandbox of this test's own, with credentials of its own: tests run side by side and never meet.
$box = 'order-' . bin2hex(random_bytes(6));
$callbacks = ['dlr' => "http://$here/dlr", 'mo' => "http://$here/mo"];
$made = control('POST', '/sandboxes', [
    'name' => $box, 'clock' => 'manual', 'accounts' => ['sophia/main' => ['callbacks' => $callbacks]],
]);
$received = tempnam(sys_get_temp_dir(), 'received');
$receiver = proc_open([PHP_BINARY, '-S', $here, __DIR__ . '/receiver.php'], [2 => ['pipe', 'w']], $pipes, null,
    ['RECEIVED' => $received] + getenv());
try {
    while (($line = fgets($pipes[2])) !== false && !str_contains($line, 'started'));
    expect($line !== false, 'the receiver did not start');
    $details = array_column($made['accounts'], 'details', 'provider');
    $mobilePronto = new MobilePronto($torpedo, $details['mobilepronto']['credencial20'], $details['mobilepronto']['principalUser']);
    expect($mobilePronto->send('+55(11)999990001', 'Pedido 42 confirmado & pago') === '000', 'not accepted');
    $wanted = ['what' => 'messages', 'where' => ['provider' => 'mobilepronto', 'text' => ['contains' => '42 confirmado & pago']]];
    $waited = control('POST', "/sandboxes/$box/wait", $wanted + ['timeout' => '5s']);
    expect($waited['ok'], $waited['failure']);

    // Every code can be rehearsed: DDD + 900000 + code answers that code.
    expect($mobilePronto->send('+55(11)900000009', 'Pedido 43') === '009', 'not refused');

    $sophia = new Sophia($torpedo, $details['sophia']['token']);
    $id = $sophia->send('11999990001', 'Pedido 44 enviado');
    // Two days pass at once; the answer comes when every callback is answered, so there is nothing to sleep for.
    $advanced = control('POST', "/sandboxes/$box/clock/advance", ['by' => '48h']);
    expect($advanced['unanswered'] === [], $advanced);
    expect(str_contains(file_get_contents($received), "/dlr?") && str_contains(file_get_contents($received), "id=$id"), 'no report');

    control('POST', "/sandboxes/$box/inbound", ['from' => '11999990001', 'text' => 'OBRIGADO', 'provider' => 'sophia']);
    $wanted = ['what' => 'callbacks', 'where' => ['about' => 'inbound', 'state' => 'delivered']];
    $waited = control('POST', "/sandboxes/$box/wait", $wanted);
    expect($waited['ok'], $waited['failure']);
    expect(str_contains(file_get_contents($received), 'mensagem=OBRIGADO'), 'no reply');

    // In this order, and no other.
    $order = [['provider' => 'mobilepronto'], ['provider' => 'sophia', 'text' => ['contains' => 'Pedido 44']]];
    $verified = control('POST', "/sandboxes/$box/verify", ['what' => 'messages', 'order' => $order]);
    expect($verified['ok'], $verified['failure']);
    echo "OrderTest.php: ok\n";
} finally {
    // First, since PHP waits at its end for a process that still runs.
    proc_terminate($receiver);
    unlink($received);
    control('DELETE', "/sandboxes/$box");
}

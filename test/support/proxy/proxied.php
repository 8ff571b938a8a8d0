<?php
// Sends one request through a proxy and prints status and body. Trusts the authority of a file and nothing else.
//
//   php proxied.php AUTHORITY.pem PROXY_PORT URL
[, $authority, $port, $url] = $argv;
$context = stream_context_create([
    'http' => ['proxy' => "tcp://127.0.0.1:$port", 'request_fulluri' => !str_starts_with($url, 'https:'), 'ignore_errors' => true],
    'ssl' => ['cafile' => $authority, 'verify_peer' => true, 'verify_peer_name' => true],
]);
$body = file_get_contents($url, false, $context);
if ($body === false) {
    exit(1);
}
echo $http_response_header[0] ?? 'no answer', "\n", $body;

<?php
// Sends one SMS, for a sweep: exit code 1 when it is refused, 2 when nobody knows.
//
//   npx torpedo-sms sweep --handling examples/torpedo.handling.yaml -- php examples/php/send.php
declare(strict_types=1);

require __DIR__ . '/Sms.php';

try {
    (new Sophia(getenv('TORPEDO_URL'), getenv('TORPEDO_SOPHIA_TOKEN'), 2))->send('11999990001', 'Pedido 42 confirmado');
} catch (Refused $error) {
    fwrite(STDERR, $error->getMessage() . "\n");
    exit(1);
} catch (Unknown $error) {
    fwrite(STDERR, $error->getMessage() . "\n");
    exit(2);
}

<?php
// A client of Mensagem's /sms/send for sweeps. With the argument `planted` it has six mistakes, marked below.
declare(strict_types=1);

$planted = ($argv[1] ?? '') === 'planted';
$to = '11999990001';

function send(bool $planted, string $to): ?string
{
    $query = http_build_query(['u' => getenv('TORPEDO_MENSAGEM_USER'), 'n' => $to, 'm' => 'Pedido 7']);
    // Mistake: a time limit that nobody waits for.
    $http = ['ignore_errors' => true, 'timeout' => $planted ? 3600 : 4];
    $answer = @file_get_contents(getenv('TORPEDO_MENSAGEM_URL') . "/sms/send?$query", false, stream_context_create(['http' => $http]));
    return $answer === false || $answer === '' ? null : $answer;
}

function deliver(bool $planted, string $to): string
{
    for ($attempt = 1; ; $attempt++) {
        $answer = send($planted, $to);
        // Mistake: an answer that is lost is sent again, though it was accepted.
        if ($answer === null && $planted && $attempt === 1) continue;
        $code = preg_match('/^(?:\xef\xbb\xbf)?(\d+)(?:;|$)/', $answer ?? '', $found) === 1 ? $found[1] : null;
        switch ($code) {
            case '1':
                return 'sent';
            case '0':
                if ($attempt === 4) return 'failed';
                usleep(600_000 * $attempt);
                continue 2;
            case '61':
                // Mistake: a held message is sent again.
                if ($planted && $attempt === 1) continue 2;
                return 'held';
            case '97':
                // Mistake: taken for success.
                return $planted ? 'sent' : 'refused';
            case '90':
                // Mistake: a blocked number is tried again.
                if ($planted && $attempt === 1) continue 2;
                return 'blocked';
            case null:
                return 'unknown';
            default:
                // Mistake: a code that nobody thought of ends the program.
                if ($planted) throw new RuntimeException("code $code");
                return 'unknown';
        }
    }
}

$body = json_encode(['to' => $to, 'outcome' => deliver($planted, $to)]);
$http = ['method' => 'POST', 'content' => $body, 'header' => ['Content-Type: application/json']];
file_get_contents(getenv('TORPEDO_REPORT_URL'), false, stream_context_create(['http' => $http]));

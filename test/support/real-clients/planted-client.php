<?php
// A client with ten mistakes: SoapClient for Mensagem's WBSAPI, plain HTTP for the rest.
declare(strict_types=1);
ini_set('soap.wsdl_cache_enabled', '0');
$user = getenv('TORPEDO_MENSAGEM_USER');
$api = new SoapClient(getenv('TORPEDO_URL') . '/wbsapi.asmx?WSDL', ['exceptions' => true]);

function send(string $phone, string $text, string $user, int $id = 0): string
{
    global $api;
    try {
        return $api->sendUnique([
            'Identificacao' => $user, 'Telefone' => $phone, 'Mensagem' => $text, 'Agenda' => '0001-01-01T00:00:00',
            'TipoMensagem' => 0, 'CentroCustos' => 0, 'IdExterno' => (string) $id,
        ])->sendUniqueResult;
    } catch (SoapFault $fault) {
        return $fault->getMessage();
    }
}

// TC101: a permanent refusal again. TC104: no pause. TC201: again after a lost answer. TC205: again while held.
for ($again = 0; $again < 2; $again++) send('11900000077', 'Numero invalido', $user);
for ($again = 0; $again < 4; $again++) send('11999990001', 'Ocupado', $user);
for ($again = 0; $again < 2; $again++) send('11999990002', 'Perdida', $user);
$held = http_build_query(['u' => $user, 'n' => '11999990003', 'm' => 'Retida']);
for ($again = 0; $again < 2; $again++) file_get_contents(getenv('TORPEDO_MENSAGEM_URL') . "/sms/send?$held");
// TC203: an id for two texts. TC702: the text was UTF-8 already. TC705: nobody counts characters.
foreach (['Pedido 1', 'Pedido 2'] as $text) send('11999990004', $text, $user, 77);
send('11999990005', "At\u{C3}\u{A9} amanh\u{C3}\u{A3}", $user);
foreach (['a', 'b', 'c'] as $letter) send('11999990006', str_repeat($letter, 2000), $user);
// TC103: wrong credentials. TC302: an id that was cut. TC501: a function that is out of date.
for ($again = 0; $again < 8; $again++) send('11999990007', "Conta errada $again", 'ffffffff');
$hash = explode(';', send('11999990008', 'Com status', $user))[1] ?? '';
try {
    $api->status(['Identificacao' => $user, 'Hash' => substr($hash, 0, 30)]);
} catch (SoapFault) {
}
file_get_contents(getenv('TORPEDO_MENSAGEM_URL') . "/sms/stat?u=$user&h=$hash");

<?php
// PHP's own SoapClient with a plain queue: it takes each answer as it comes, and never sends again by itself.
declare(strict_types=1);
ini_set('soap.wsdl_cache_enabled', '0');
ini_set('default_socket_timeout', '2');
$address = getenv('TORPEDO_URL');
$user = getenv('TORPEDO_MENSAGEM_USER');
$mobilePronto = new SoapClient("$address/Service.asmx?WSDL", ['keep_alive' => true]);
$mensagem = new SoapClient("$address/wbsapi.asmx?WSDL", ['soap_version' => SOAP_1_2]);

function attempt(callable $call): ?object
{
    try {
        return $call();
    } catch (SoapFault $fault) {
        echo $fault->getMessage(), "\n";
        return null;
    }
}

for ($order = 1; $order <= 5; $order++) {
    $phone = sprintf('1199999%04d', $order);
    attempt(fn () => $mobilePronto->MPG_Send_SMS([
        'Credencial' => getenv('TORPEDO_MOBILEPRONTO_CREDENCIAL20'),
        'Principal_User' => getenv('TORPEDO_MOBILEPRONTO_PRINCIPAL_USER'), 'Aux_User' => 'LOJA',
        'Mobile' => "55$phone", 'Send_Project' => 'N', 'Message' => "Pedido $order confirmado, até amanhã",
    ]));
    $sent = attempt(fn () => $mensagem->sendUnique([
        'Identificacao' => $user, 'Telefone' => $phone, 'Mensagem' => "Pedido $order: https://loja.br/p/$order",
        'Agenda' => '0001-01-01T00:00:00', 'TipoMensagem' => 0, 'CentroCustos' => 0, 'IdExterno' => "$order",
    ]));
    [$code, $hash] = explode(';', ($sent->sendUniqueResult ?? '0') . ';');
    if ($code === '1') attempt(fn () => $mensagem->status(['Identificacao' => $user, 'Hash' => $hash]));
}

<?php
// The clients under test, as they stand in production: only their address is another.
declare(strict_types=1);

/** The provider refused the message. */
final class Refused extends RuntimeException {}
/** No answer that can be read came: the message may have been accepted, and is not sent again. */
final class Unknown extends RuntimeException {}

final class MobilePronto
{
    public function __construct(private string $address, private string $credencial, private string $principalUser) {}

    /** @return string the return code; 000 is accepted */
    public function send(string $to, string $text): string
    {
        $fields = [
            'Credencial' => $this->credencial, 'Principal_User' => $this->principalUser, 'Aux_User' => 'LOJA',
            'Mobile' => $to, 'Send_Project' => 'N', 'Message' => $text,
        ];
        $inside = '';
        foreach ($fields as $name => $value) {
            $inside .= "<$name>" . htmlspecialchars($value, ENT_XML1) . "</$name>";
        }
        $answer = fetch('POST', "$this->address/Service.asmx",
            '<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
            . "<MPG_Send_SMS xmlns=\"http://www.mpgateway.com/\">$inside</MPG_Send_SMS></s:Body></s:Envelope>",
            ['Content-Type: text/xml; charset=utf-8', 'SOAPAction: "http://www.mpgateway.com/MPG_Send_SMS"']);
        if (preg_match('~<MPG_Send_SMSResult>(\d{3})</~', $answer, $found) !== 1) {
            throw new Unknown('the answer has no return code');
        }
        return $found[1];
    }
}

final class Sophia
{
    public function __construct(private string $address, private string $token, private float $timeLimit = 15) {}

    public function send(string $to, string $text): string
    {
        $query = http_build_query(['token' => $this->token, 'destino' => $to, 'msg' => $text]);
        $answer = fetch('GET', "$this->address/api/unitario.php?$query", timeLimit: $this->timeLimit);
        // A byte order mark before JSON is no JSON to PHP.
        $read = json_decode(preg_replace('/^\xef\xbb\xbf/', '', $answer), true)['envio'][0] ?? null;
        if (!isset($read['status'], $read['mesageID'])) {
            throw new Unknown('the answer cannot be read');
        }
        if ($read['status'] !== 200) {
            throw new Refused($read['detailDescription'] ?? 'no reason');
        }
        return $read['mesageID'];
    }
}

function fetch(string $method, string $url, ?string $body = null, array $headers = [], float $timeLimit = 15): string
{
    $http = ['method' => $method, 'header' => $headers, 'content' => $body ?? '', 'ignore_errors' => true, 'timeout' => $timeLimit];
    $answer = @file_get_contents($url, false, stream_context_create(['http' => $http]));
    if ($answer === false) {
        throw new Unknown("$url does not answer");
    }
    // An error of the server says nothing about the message. A SOAP fault has this status too, and no return code.
    if (preg_match('~^HTTP/\S+ 5\d\d~', $http_response_header[0] ?? '') === 1) {
        throw new Unknown('the server failed');
    }
    return $answer;
}

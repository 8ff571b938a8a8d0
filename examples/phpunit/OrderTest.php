<?php
// Tests of a client with PHPUnit: each has a sandbox by the trait of Torpedo.php.
//
//   TORPEDO_URL=http://127.0.0.1:8080 phpunit examples/phpunit
declare(strict_types=1);

require_once __DIR__ . '/Torpedo.php';

use PHPUnit\Framework\TestCase;

final class OrderTest extends TestCase
{
    use Torpedo;

    /** The client under test: Sophia's unitario. */
    private function send(string $to, string $text): string
    {
        $query = http_build_query(['token' => $this->accounts['sophia/main']['token'], 'destino' => $to, 'msg' => $text]);
        $answer = json_decode(file_get_contents("{$this->torpedo}/api/unitario.php?$query"), true);
        $line = $answer['envio'][0];
        if ($line['status'] !== 200) {
            throw new DomainException($line['detailDescription']);
        }
        return (string) $line['mesageID'];
    }

    public function testTheOrderIsConfirmed(): void
    {
        $id = $this->send('11999990001', 'Pedido 42 confirmado');
        $this->assertSame($id, $this->assertSent(['to' => '11999990001', 'text' => 'Pedido 42 confirmado'])['id']);
        $this->advance('48h');
        $this->assertSame($id, $this->assertSent(['status' => 'delivered'])['id']);
    }

    public function testAnEmptyAccountRefuses(): void
    {
        $this->sandbox('PATCH', '/accounts/sophia/main', ['credits' => 0]);
        try {
            $this->send('11999990001', 'Pedido 43 confirmado');
            $this->fail('accepted');
        } catch (DomainException $refused) {
            $this->assertStringContainsString('SALDO', $refused->getMessage());
        }
        $this->assertNotSent();
    }
}

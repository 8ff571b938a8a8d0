<?php
// Trait for PHPUnit 9 and later (annotations up to 11, attributes from 10 on): a sandbox of its own for each test, in an emulator that runs. Copy this file beside your tests.
//
//   TORPEDO_URL=http://127.0.0.1:8080 phpunit examples/phpunit
declare(strict_types=1);

use PHPUnit\Framework\Attributes\After;
use PHPUnit\Framework\Attributes\Before;

trait Torpedo
{
    /** Address of the emulator, for the client under test. */
    protected string $torpedo;
    /** Details of the sandbox's accounts, by PROVIDER/NAME. */
    protected array $accounts = [];
    private string $sandboxName = '';

    /** @before */
    #[Before]
    protected function openSandbox(): void
    {
        $this->torpedo = getenv('TORPEDO_URL') ?: 'http://127.0.0.1:8080';
        $name = 'phpunit-' . bin2hex(random_bytes(6));
        $created = $this->callControl('POST', '/sandboxes', ['name' => $name, 'clock' => 'manual']);
        $this->sandboxName = $name;
        foreach ($created['accounts'] as $account) {
            $this->accounts["{$account['provider']}/{$account['name']}"] = $account['details'];
        }
    }

    /** @after */
    #[After]
    protected function removeSandbox(): void
    {
        if ($this->sandboxName !== '') {
            $this->callControl('DELETE', "/sandboxes/{$this->sandboxName}");
        }
    }

    /** Calls the control API about the sandbox. */
    protected function sandbox(string $method, string $path, ?array $body = null): mixed
    {
        return $this->callControl($method, "/sandboxes/{$this->sandboxName}$path", $body);
    }

    /** Moves the clock on: advance('48h'). Returns once every callback is answered. */
    protected function advance(string $by): void
    {
        $this->sandbox('POST', '/clock/advance', ['by' => $by]);
    }

    /** Waits for a message such as ['to' => '11999990001']. Returns the first. */
    protected function assertSent(array $where = [], string $timeout = '5s'): array
    {
        $wanted = ['what' => 'messages', 'where' => (object) $where, 'timeout' => $timeout];
        $waited = $this->sandbox('POST', '/wait', $wanted);
        $this->assertTrue($waited['ok'], $waited['failure'] ?? '');
        return $waited['found'][0];
    }

    protected function assertNotSent(array $where = []): void
    {
        $wanted = ['what' => 'messages', 'where' => (object) $where, 'never' => true];
        $verified = $this->sandbox('POST', '/verify', $wanted);
        $this->assertTrue($verified['ok'], $verified['failure'] ?? '');
    }

    private function callControl(string $method, string $path, ?array $body = null): mixed
    {
        $headers = ['Content-Type: application/json'];
        if (getenv('TORPEDO_TOKEN')) {
            $headers[] = 'Authorization: Bearer ' . getenv('TORPEDO_TOKEN');
        }
        $context = stream_context_create(['http' => [
            'method' => $method, 'header' => $headers, 'ignore_errors' => true, 'timeout' => 30,
            'content' => $body === null ? '' : json_encode($body),
        ]]);
        $answer = @file_get_contents("{$this->torpedo}/torpedo/v1$path", false, $context);
        if ($answer === false) {
            throw new RuntimeException("no emulator answers at {$this->torpedo}; start one, or set TORPEDO_URL");
        }
        $read = json_decode($answer, true);
        // A mistake says where it is, and what to do.
        if (isset($read['remedy'])) {
            throw new RuntimeException($answer);
        }
        return $read;
    }
}

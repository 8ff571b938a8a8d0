// A request as a test of the program that sent it: the same outcome is put in front, the program sends, the test waits for
// the request.

import type { RequestRow } from "../../../../api/schema/request.ts";
import type { NextRuleInput } from "../../../../api/schema/scenario.ts";

export const testKinds = ["Vitest", "Jest", "PHPUnit", "pytest", "curl"] as const;
export type TestKind = (typeof testKinds)[number];

export interface TestedRequest {
  readonly request: Pick<RequestRow, "operation" | "provider" | "code" | "to" | "text">;
  /** Rule by which the outcome happens again; null: the outcome is the provider's default. */
  readonly rule: NextRuleInput | null;
  readonly sandbox: string;
  /** Address of the emulator. */
  readonly origin: string;
}

interface Parts {
  readonly title: string;
  /** JSON of the rule in front; null: none. */
  readonly rule: string | null;
  /** JSON of the filter that finds the request. */
  readonly where: string;
  /** Code of the response. */
  readonly code: string;
  /** Sends as the request did. */
  readonly program: string;
  readonly sandbox: string;
  readonly origin: string;
}

/** Source of a test of this kind. */
export function testSnippet(kind: TestKind, { request, rule, sandbox, origin }: TestedRequest): string {
  const { operation, provider, code, to, text } = request;
  const recipient = to === undefined ? "" : ` to ${to}`;
  return writers[kind]({
    title: `${operation}${recipient} ends with ${code}`,
    rule: rule === null ? null : JSON.stringify(rule),
    where: JSON.stringify({ provider, operation, code }),
    code,
    program: to === undefined ? operation : `send ${JSON.stringify(text ?? "")}${recipient}`,
    sandbox,
    origin,
  });
}

const writers: Readonly<Record<TestKind, (parts: Parts) => string>> = {
  Vitest: (parts) => javaScript('import { expect, it } from "vitest";', parts),
  Jest: (parts) => javaScript('import { expect, it } from "@jest/globals";', parts),
  PHPUnit: ({ title, rule, where, program, sandbox, origin }) =>
    lines(
      "<?php",
      "use PHPUnit\\Framework\\TestCase;",
      "",
      "final class SmsTest extends TestCase",
      "{",
      `    private const API = ${single(`${origin}/torpedo/v1/sandboxes/${sandbox}`)};`,
      "",
      "    private function post(string $path, string $json): mixed",
      "    {",
      "        $http = ['method' => 'POST', 'header' => 'Content-Type: application/json', 'content' => $json];",
      "        $body = file_get_contents(self::API . $path, false, stream_context_create(['http' => $http]));",
      "        return json_decode($body, true);",
      "    }",
      "",
      `    public function ${camel(title)}(): void`,
      "    {",
      "        $this->post('/reset', '{}');",
      ...(rule === null ? [] : [`        $this->post('/scenario/next', ${single(rule)});`]),
      `        // Call your program here: ${comment(program)}.`,
      `        $seen = $this->post('/verify', ${single(`{"what":"requests","where":${where},"exactly":1}`)});`,
      "        $this->assertSame(1, $seen['count']);",
      "    }",
      "}",
    ),
  pytest: ({ title, rule, where, program, sandbox, origin }) =>
    lines(
      "import json",
      "from urllib.request import Request, urlopen",
      "",
      `API = ${JSON.stringify(`${origin}/torpedo/v1/sandboxes/${sandbox}`)}`,
      "",
      "",
      "def post(path, body):",
      '    request = Request(API + path, data=body.encode(), headers={"Content-Type": "application/json"})',
      "    text = urlopen(request).read()",
      "    return json.loads(text) if text else None",
      "",
      "",
      `def test_${snake(title)}():`,
      '    post("/reset", "{}")',
      ...(rule === null ? [] : [`    post("/scenario/next", ${python(rule)})`]),
      `    # Call your program here: ${comment(program)}.`,
      `    seen = post("/verify", ${python(`{"what":"requests","where":${where},"exactly":1}`)})`,
      '    assert seen["count"] == 1',
    ),
  curl: ({ rule, where, program, sandbox, origin }) =>
    lines(
      `api=${origin}/torpedo/v1/sandboxes/${sandbox}`,
      "curl -fsS -X POST $api/reset",
      ...(rule === null ? [] : [`curl -fsS $api/scenario/next --json ${shell(rule)}`]),
      `# Run your program here: ${comment(program)}.`,
      `curl -fsS $api/verify --json ${shell(`{"what":"requests","where":${where},"exactly":1}`)} | grep '"count":1,'`,
    ),
};

function javaScript(framework: string, { title, rule, where, code, program }: Parts): string {
  return lines(
    'import { startEmulator } from "torpedo-sms";',
    framework,
    "",
    `it(${JSON.stringify(title)}, async () => {`,
    "  await using emulator = await startEmulator();",
    ...(rule === null ? [] : [`  await emulator.next(${rule});`]),
    "  // Call your program here, with an address of emulator.urls:",
    `  // ${comment(program)}.`,
    `  const request = await emulator.waitForRequest(${where});`,
    `  expect(request.code).toBe(${JSON.stringify(code)});`,
    "});",
  );
}

function lines(...all: readonly string[]): string {
  return all.join("\n");
}
/** A text within a comment of one line. */
function comment(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("?>", "?");
}
function words(title: string): readonly string[] {
  return title.match(/[A-Za-z0-9]+/g) ?? [];
}
function camel(title: string): string {
  return `test${words(title)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("")}`;
}
function snake(title: string): string {
  return words(title).join("_").toLowerCase();
}
function single(value: string): string {
  return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
function python(value: string): string {
  return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
function shell(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}

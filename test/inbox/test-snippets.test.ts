// Tests that the inbox writes of a request: Vitest's and Jest's parse, pytest's and curl's run against an emulator, PHP is checked.

import { execFile, execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { testKinds, testSnippet } from "../../src/inbox/page/views/requests/test-snippets.ts";
import { have } from "../support/programs.ts";
import { emulate, scratch, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

const request = {
  operation: "send",
  provider: "mensagem",
  code: "97",
  to: "5511999990001",
  text: `it's "quoted" ?> \n`,
};
const rule = { provider: "mensagem", operation: "send", answer: "97" } as const;

function snippet(kind: (typeof testKinds)[number], origin = "http://127.0.0.1:8080"): string {
  return testSnippet(kind, { request, rule, sandbox: "default", origin });
}
async function execute(program: string, args: readonly string[]): Promise<string> {
  return (await promisify(execFile)(program, args)).stdout;
}
function file(name: string, text: string): string {
  const path = join(scratch(), name);
  writeFileSync(path, text);
  return path;
}

describe("a request as a test", () => {
  it.each(testKinds)("in %s puts the outcome in front and looks for the request", (kind) => {
    const code = snippet(kind);
    expect(code).toContain("97");
    expect(code).toMatch(/next/);
    expect(code.split("\n").every((line) => line.length < 220)).toBe(true);
    expect(testSnippet(kind, { request, rule: null, sandbox: "default", origin: "" })).not.toContain("scenario/next");
  });

  it.each(["Vitest", "Jest"] as const)("in %s is JavaScript", (kind) => {
    expect(() => stripTypeScriptTypes(snippet(kind))).not.toThrow();
  });

  it.skipIf(!have("php"))("in PHPUnit is PHP", () => {
    expect(execFileSync("php", ["-l", file("SmsTest.php", snippet("PHPUnit"))]).toString()).toContain(
      "No syntax errors",
    );
  });

  it.skipIf(!have("python3"))("in pytest runs, and fails until the program sends", async () => {
    const { urls } = await emulate();
    const sends = `urlopen("${urls.mensagem}/sms/send?u=126b114c&n=11999990001&m=Oi").read()`;
    const code = snippet("pytest", urls.http).replace(/^( +)# Call your program here.*$/m, `$1${sends}`);
    const call = "\n\ntest_send_to_5511999990001_ends_with_97()\n";
    await execute("python3", [file("passes.py", code + call)]);
    await expect(execute("python3", [file("fails.py", snippet("pytest", urls.http) + call)])).rejects.toThrow();
  });

  it.skipIf(!have("curl"))("in curl runs, and fails until the program sends", async () => {
    const { urls } = await emulate();
    const send = `curl -s '${urls.mensagem}/sms/send?u=126b114c&n=11999990001&m=Oi'`;
    const code = snippet("curl", urls.http).replace(/^# Run your program here.*$/m, send);
    await execute("sh", ["-euc", code]);
    await expect(execute("sh", ["-euc", snippet("curl", urls.http)])).rejects.toThrow();
  });
});

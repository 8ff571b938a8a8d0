// `--log-level info` and `debug`: a line for each request, JSON in a pipe, without secrets.

import { afterEach, describe, expect, it } from "vitest";
import { logLine } from "../../src/clock/log-line.ts";
import { run } from "../support/cli.ts";
import { later, undoAll } from "../support/sandboxed.ts";
import { launch, privately } from "../support/torpedo-process.ts";

afterEach(undoAll);

async function started(level: string) {
  const torpedo = launch(["start", "--json", ...privately, "--log-level", level]);
  later(() => torpedo.kill());
  const urls: Record<string, string> = JSON.parse((await torpedo.line()) ?? "{}");
  return { torpedo, urls };
}

describe("the request log", () => {
  it.each(["info", "debug"])("of --log-level %s has a line of JSON a request, and no secret", async (level) => {
    const { torpedo, urls } = await started(level);
    const paths = [
      `${urls["mensagem"]}/sms/send?u=126b114c&n=11999990001&m=Texto`,
      `${urls["mensagem"]}/sms/mult?u=126b114c&n=11999990001;11999990002;11999990003&m=Texto`,
      `${urls["mensagem"]}/sms/send?u=126b114c&n=11900000097&m=Texto`,
      `${urls["mensagem"]}/sms/send?u=126b114c&n=126b114c&m=Texto`,
      `${urls["http"]}/api/unitario.php?token=A-SECRET-TOKEN&destino=11999990001&msg=Texto`,
      `${urls["http"]}/none`,
    ];
    for (const path of paths) await (await fetch(path)).text();
    const { stderr } = await torpedo.kill();
    const lines = stderr
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const fields = { time: expect.any(Number), msg: "request", ms: expect.any(Number) };
    const [of, to] = [
      { mensagem: { ...fields, listener: "mensagem", provider: "mensagem", channel: "get" } },
      "5511999990001",
    ];
    expect(lines).toMatchObject([
      { ...of.mensagem, operation: "send", to, code: "1", status: 200 },
      { ...of.mensagem, operation: "mult", to: `${to} +2`, code: "1", status: 200 },
      { ...of.mensagem, operation: "send", to: "5511900000097", code: "97", status: 200 },
      { ...of.mensagem, operation: "send", to: "?", code: expect.any(String), status: 200 },
      { ...fields, listener: "http", provider: "sophia", operation: "unitario", code: "0", status: 200 },
      { ...fields, listener: "http", provider: "-", channel: "page", operation: "/none", code: "404", status: 404 },
    ]);
    expect(lines.at(-1)).not.toHaveProperty("to");
    expect(stderr).not.toMatch(/126b114c|A-SECRET-TOKEN|Texto/);
  });

  it("says where no answer left, though the request was processed", async () => {
    const { torpedo, urls } = await started("info");
    const rule = { operation: "send", fault: "lose-answer" };
    await fetch(`${urls["http"]}/torpedo/v1/sandboxes/default/scenario/next`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(rule),
    });
    const send = (): Promise<Response> => fetch(`${urls["mensagem"]}/sms/send?u=126b114c&n=11999990001&m=Oi`);
    await expect(send()).rejects.toThrow();
    await (await send()).text();
    const lines = (await torpedo.kill()).stderr.trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { operation: "send", code: "1", status: "closed" },
      { operation: "send", code: "1", status: 200 },
    ]);
  });

  it("has the PDUs that the provider answers", async () => {
    const { torpedo, urls } = await started("info");
    const sent = await run(["send", "smpp", "--url", urls["http"] ?? "", "--to", "5511999990001", "--text", "Oi"]);
    expect(sent.code).toBe(0);
    const { stderr } = await torpedo.kill();
    expect(
      stderr
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { listener: "smpp", provider: "mensagem", operation: "bind_transmitter", code: "ESME_ROK" },
      { listener: "smpp", channel: "smpp", operation: "submit_sm", to: "5511999990001", status: "ESME_ROK" },
    ]);
  });

  it("is empty by default", async () => {
    const { torpedo, urls } = await started("warn");
    await (await fetch(`${urls["mensagem"]}/sms/send?u=126b114c&n=11999990001&m=Oi`)).text();
    expect((await torpedo.kill()).stderr).toBe("");
  });

  it("is readable at a terminal, whatever stands in it", () => {
    const detail = { listener: "http", operation: "/a b\u001b[2J\u202e", status: 200, ms: 3 };
    expect(logLine(new Date(Date.UTC(2026, 2, 2, 12, 0, 0, 7)), "info", "request", detail)).toBe(
      '12:00:00.007 info  request listener=http operation="/a b\\u001b[2J\\u202e" status=200 ms=3\n',
    );
  });
});

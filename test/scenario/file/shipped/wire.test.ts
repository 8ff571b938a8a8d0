// Stories about what the wire does to an answer, each seen by a client that knows only bytes where bytes matter.

import { afterAll, describe, expect, test } from "vitest";
import { RawClient } from "../../../support/raw-http.ts";
import { unusedParts } from "../../../support/scenario/shipped-coverage.ts";
import { startScenario } from "../../../support/scenario/start-scenario.ts";

afterAll(() => expect(unusedParts()).toEqual([]));

const sp = "11999990001";

function portOf(url: string): number {
  return Number(new URL(url).port);
}

test("answer-lost: each number's first message is accepted, the connection closes without an answer", async () => {
  await using on = await startScenario("answer-lost");
  for (const [index, listener] of (["mpg", "send", "unitario"] as const).entries()) {
    const number = `1199999000${index}`;
    await expect(on[listener](number)).rejects.toThrow("fetch failed");
    expect(["000", "1", "200"]).toContain(await on[listener](number));
  }
  expect(await on.emulator.messages()).toHaveLength(6);
  await on.minutes(1);
  expect(new Set(await on.statuses())).toEqual(new Set(["delivered"]));
});

test("slow-past-the-time-out: every third answer comes later than the client waits, the message is there", async () => {
  await using on = await startScenario("slow-past-the-time-out");
  expect(await on.send(sp)).toBe("1");
  expect(await on.send(sp)).toBe("1");
  await expect(on.raw("send", sp, "late", 400)).rejects.toThrow("timeout");
  expect((await on.emulator.messages()).map(({ text }) => text)).toEqual(["Oi", "Oi", "late"]);
});

test("truncated-xml: the answer ends inside MPG_Send_SMSResult", async () => {
  await using on = await startScenario("truncated-xml");
  const client = await RawClient.open(portOf(on.emulator.urls.http));
  const body =
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><MPG_Send_SMS xmlns="http://www.mpgateway.com/">' +
    "<Credencial>DEMO0000000000000020</Credencial><Principal_User>12345678000195</Principal_User><Aux_User>T</Aux_User>" +
    "<Mobile>+55(11)999990001</Mobile><Send_Project>N</Send_Project><Message>Oi</Message></MPG_Send_SMS></soap:Body></soap:Envelope>";
  client.send(
    `POST /Service.asmx HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml; charset=utf-8\r\nSOAPAction: "http://www.mpgateway.com/MPG_Send_SMS"\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  const answer = (await client.rest()).bytes.toString();
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(answer).toMatch(/<MPG_Send_SMSResult>[^<]*$/);
  expect(answer).not.toContain("</soap:Envelope>");
  expect(await on.emulator.messages()).toHaveLength(1);
  expect(await on.mpg(sp)).toBe("000");
});

test("html-instead-of-soap: a page, and nothing is processed", async () => {
  await using on = await startScenario("html-instead-of-soap");
  for (const [listener, status] of [
    ["mpg", 200],
    ["send", 200],
    ["unitario", 503],
  ] as const) {
    const answer = await on.raw(listener, sp);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([status, expect.stringContaining("text/html")]);
    expect(await answer.text()).toContain("<html");
  }
  expect(await on.emulator.messages()).toEqual([]);
});

test("aspnet-error-page: HTTP 500 and the yellow page, twice", async () => {
  await using on = await startScenario("aspnet-error-page");
  for (let n = 0; n < 2; n++) {
    const answer = await on.raw("mpg", sp);
    expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining("Server Error")]);
  }
  expect(await on.mpg(sp)).toBe("000");
});

test("wrong-charset: the right answer, wrongly labelled", async () => {
  await using on = await startScenario("wrong-charset");
  const send = await on.raw("send", sp);
  expect([send.headers.get("content-type"), (await send.text()).slice(0, 2)]).toEqual([
    expect.stringMatching(/iso-8859-1/i),
    "1;",
  ]);
  const mpg = await on.raw("mpg", sp);
  expect([mpg.headers.get("content-type"), await mpg.text()]).toEqual(["text/html", expect.stringContaining(">000<")]);
  expect(await on.emulator.messages()).toHaveLength(2);
});

test("byte-order-mark: every second answer of Mensagem begins with EF BB BF", async () => {
  await using on = await startScenario("byte-order-mark");
  const first = Buffer.from(await (await on.raw("send", sp)).arrayBuffer());
  const second = Buffer.from(await (await on.raw("send", sp)).arrayBuffer());
  expect(first.toString("latin1").slice(0, 2)).toBe("1;");
  expect(second.toString("hex").slice(0, 10)).toBe("efbbbf313b");
});

test("dribbling-answer: five bytes at a time, and whole in the end", async () => {
  await using on = await startScenario("dribbling-answer");
  const answer = await on.raw("send", sp);
  const sizes: number[] = [];
  let text = "";
  for await (const chunk of answer.body ?? []) {
    sizes.push(chunk.length);
    text += Buffer.from(chunk).toString();
  }
  expect(text).toMatch(/^1;[0-9a-f]{32}$/);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(10);
  expect(sizes.length).toBeGreaterThan(3);
});

describe("garbage", () => {
  const bytes = async (): Promise<string> => {
    await using on = await startScenario("garbage");
    expect(await on.send(sp)).toBe("1");
    const client = await RawClient.open(portOf(on.emulator.urls.mensagem));
    client.send(`GET /sms/send?u=126b114c&n=${sp}&m=Oi HTTP/1.1\r\nHost: x\r\n\r\n`);
    const { bytes: got } = await client.rest();
    expect(await on.emulator.messages()).toHaveLength(2);
    return got.toString("hex");
  };
  test("is 200 random bytes, the same for the same seed", async () => {
    const first = await bytes();
    expect(first).toHaveLength(400);
    expect(await bytes()).toBe(first);
  });
});

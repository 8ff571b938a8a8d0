// Twenty stories that testers tell, each a shipped scenario of at most fifteen lines. Those without a test beside this
// list have theirs in the other files of this folder.

import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { shippedFile } from "../../../../src/scenario/file/library.ts";
import { connect } from "../../../support/esme.ts";
import { unusedParts } from "../../../support/scenario/shipped-coverage.ts";
import { startScenario } from "../../../support/scenario/start-scenario.ts";

afterAll(() => expect(unusedParts()).toEqual([]));

const sp = "11999990001";

const scenarios = [
  "first-three-sends-fail",
  "credit-ends-after-fifty",
  "monday-peak",
  "opt-out",
  "carrier-two-hours-late",
  "soap-fault-with-a-stack",
  "every-seventh-of-a-batch",
  "text-echoed",
  "weighted-outcomes",
  "switched-by-a-test",
  "slow-down-in-json",
  "wsdl-moved-to-https",
  "wsdl-down",
  "php-warning-before-json",
  "accepted-then-delivered",
  "opt-out-by-event",
  "reports-by-post",
  "delivered-then-undelivered",
  "three-strikes",
  "quiet-hours",
];

test("twenty stories have at most fifteen lines each", () => {
  expect(new Set(scenarios).size).toBe(20);
  for (const name of scenarios)
    expect(readFileSync(shippedFile(name), "utf8").trimEnd().split("\n").length).toBeLessThan(16);
});

test("first-three-sends-fail: three times 900, then 000", async () => {
  await using on = await startScenario("first-three-sends-fail");
  const codes: string[] = [];
  for (let n = 0; n < 5; n++) codes.push(await on.mpg(sp));
  expect(codes).toEqual(["900", "900", "900", "000", "000"]);
  expect(await on.emulator.messages()).toHaveLength(2);
});

test("credit-ends-after-fifty: 97 from the fifty-first on, until the top-up", async () => {
  await using on = await startScenario("credit-ends-after-fifty");
  for (let n = 0; n < 50; n++) expect(await on.send(sp)).toBe("1");
  expect(await on.send(sp)).toBe("97");
  await on.minutes(59);
  expect(await on.send(sp)).toBe("97");
  await on.minutes(1);
  expect(await on.send(sp)).toBe("1");
});

test("monday-peak: late until eleven, then at once", async () => {
  await using on = await startScenario("monday-peak");
  const decided = async () => (await on.emulator.requests({ newestFirst: true, limit: 1 }))[0]?.rules?.english ?? "";
  expect(await on.unitario(sp)).toBe("200");
  expect(await decided()).toContain('"peak"');
  await on.minutes(121);
  expect(await on.unitario(sp)).toBe("200");
  expect(await decided()).toBe("");
});

test("every-seventh-of-a-batch: of two hundred lines twenty-eight are 90, and a second batch counts anew", async () => {
  await using on = await startScenario("every-seventh-of-a-batch");
  const numbers = Array.from({ length: 200 }, (_, n) => String(11_999_990_100 + n));
  for (const batch of [numbers, numbers.slice(0, 10)]) {
    const query = new URLSearchParams({ u: "126b114c", n: batch.join(";"), m: "Oi" });
    const answer = await (await fetch(`${on.emulator.urls.mensagem}/sms/mult?${query}`)).text();
    const codes = answer.split("\r\n").map((line) => line.split(";")[0]);
    expect(codes).toEqual(batch.map((_, index) => (index % 7 === 6 ? "90" : "1")));
  }
  expect(await on.emulator.messages()).toHaveLength(172 + 9);
});

test("text-echoed: the answer is JSON whatever the text has", async () => {
  await using on = await startScenario("text-echoed");
  const text = 'eco "aspas" \\ e\nlinhas';
  const answer = await (await on.raw("unitario", sp, text)).json();
  expect(answer).toMatchObject({ envio: [{ detailDescription: `RECUSADO PARA 55${sp}: ${text}` }] });
  expect(await on.unitario(sp)).toBe("200");
});

test("switched-by-a-test: a variable from outside", async () => {
  await using on = await startScenario("switched-by-a-test");
  const all = async () => [await on.mpg(sp), await on.send(sp), await on.unitario(sp)];
  const good = await all();
  await on.emulator.scenario.set("gateway", "down");
  expect((await all()).every((code, index) => code !== good[index])).toBe(true);
  await on.emulator.scenario.set("gateway", "up");
  expect(await all()).toEqual(good);
});

test("wsdl-down: ten minutes of an nginx page, and sends work", async () => {
  await using on = await startScenario("wsdl-down");
  const wsdl = async () => (await fetch(new URL("/Service.asmx?wsdl", on.emulator.urls.http))).status;
  expect([await wsdl(), await on.mpg(sp)]).toEqual([502, "000"]);
  await on.minutes(10);
  expect(await wsdl()).toBe(200);
});

test("accepted-then-delivered: two receipts of one message", async () => {
  await using on = await startScenario("accepted-then-delivered");
  const esme = await connect(on.emulator.urls.smpp);
  await esme.request("bind_transceiver", { system_id: "126b114c", password: "smpp9500" });
  await esme.request("submit_sm", { destination_addr: sp, short_message: "Oi", registered_delivery: 1 });
  await on.minutes(11);
  const words = esme.received.map(({ short_message }) => /stat:(\w+)/.exec(String(short_message?.message ?? ""))?.[1]);
  expect(words).toEqual(["ACCEPTD", "DELIVRD"]);
  esme.close();
});

test("reports-by-post: a form in ISO-8859-1", async () => {
  await using on = await startScenario("reports-by-post");
  await on.send(sp, "Olá");
  await on.minutes(1);
  const report = on.catcher.caught.at(-1);
  expect([report?.method, report?.headers["content-type"]]).toEqual([
    "POST",
    "application/x-www-form-urlencoded; charset=iso-8859-1",
  ]);
  expect(report?.body).toMatch(/^numero=11999990001&.*&texto=Ol%E1$/);
});

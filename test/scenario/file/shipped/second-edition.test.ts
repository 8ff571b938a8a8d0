// Stories of what providers did to people: faults by name, responses of a front end, receipts, events, memory.

import { afterAll, expect, test } from "vitest";
import { unusedParts } from "../../../support/scenario/shipped-coverage.ts";
import { startScenario } from "../../../support/scenario/start-scenario.ts";

afterAll(() => expect(unusedParts()).toEqual([]));

const sp = "11999990001";

test("soap-fault-with-a-stack: HTTP 500, the stack as it is, and nothing stored", async () => {
  await using on = await startScenario("soap-fault-with-a-stack");
  const fault = await on.raw("mpg", sp);
  const body = await fault.text();
  expect(fault.status).toBe(500);
  expect(body).toContain("<faultcode>soap:Server</faultcode>");
  expect(body).toContain("SqlException: Timeout expired.\n   at Gateway.Send(String mobile)");
  expect(body).toContain(`<detail>The send to 55${sp} was rolled back.</detail>`);
  expect(await on.emulator.messages()).toEqual([]);
  expect(await on.mpg(sp)).toBe("000");
});

test("slow-down-in-json: 429, Retry-After, and a body of its own", async () => {
  await using on = await startScenario("slow-down-in-json");
  expect([await on.unitario(sp), await on.unitario(sp)]).toEqual(["200", "200"]);
  const slow = await on.raw("unitario", sp);
  expect([slow.status, slow.headers.get("retry-after"), await slow.json()]).toEqual([
    429,
    "3",
    { erro: "aguarde", destino: `55${sp}` },
  ]);
  expect(await on.emulator.messages()).toHaveLength(2);
});

test("wsdl-moved-to-https: the documents fail, sends work", async () => {
  await using on = await startScenario("wsdl-moved-to-https");
  const get = (path: string) => fetch(new URL(path, on.emulator.urls.http), { redirect: "manual" });
  expect((await get("/Service.asmx?wsdl")).headers.get("location")).toMatch(/^https:\/\/.*\/Service\.asmx\?wsdl$/);
  expect((await get("/wbsapi.asmx?wsdl")).status).toBe(503);
  expect(await on.mpg(sp)).toBe("000");
});

test("php-warning-before-json: the warning, then the right answer", async () => {
  await using on = await startScenario("php-warning-before-json");
  const body = await (await on.raw("unitario", sp)).text();
  expect(body).toMatch(/^<br \/>\n<b>Warning<\/b>.*\n\{"envio"/);
  expect(await on.emulator.messages()).toHaveLength(1);
});

test("answered-and-refused: refused to the client, delivered all the same", async () => {
  await using on = await startScenario("answered-and-refused");
  expect([await on.mpg(sp), await on.send(sp), await on.send(sp)]).toEqual(["900", "0", "1"]);
  await on.minutes(1);
  expect(await on.statuses()).toEqual(["delivered", "delivered", "delivered"]);
});

test("delivered-then-undelivered: the carrier contradicts itself", async () => {
  await using on = await startScenario("delivered-then-undelivered");
  await on.send(sp);
  await on.send("11999990008");
  await on.emulator.clock.advance(2_000);
  expect((await on.statuses()).toSorted()).toEqual(["delivered", "undelivered"]);
  await on.minutes(2);
  const messages = await on.emulator.messages();
  expect(messages.map(({ to, status }) => [to.at(-1), status]).toSorted()).toEqual([
    ["1", "undelivered"],
    ["8", "delivered"],
  ]);
});

test("opt-out-by-event: SAIR from any phone is the black list at once", async () => {
  await using on = await startScenario("opt-out-by-event");
  expect([await on.send(sp), await on.send("11999990002")]).toEqual(["1", "1"]);
  await on.emulator.sendInbound({ from: sp, text: "Sair por favor", provider: "mensagem" });
  expect([await on.send(sp), await on.send("11999990002")]).toEqual(["90", "1"]);
});

test("weighted-outcomes: the shares of the seed, the same each time", async () => {
  const day = async (): Promise<string> => {
    await using on = await startScenario("weighted-outcomes");
    const codes: string[] = [];
    for (let n = 0; n < 70; n++) codes.push(await on.send(`119${String(99_990_100 + n)}`));
    await on.minutes(1);
    return `${codes.filter((code) => code === "1").length} ${(await on.statuses()).filter((status) => status === "undelivered").length}`;
  };
  const first = await day();
  const [accepted = 0, undelivered = 0] = first.split(" ").map(Number);
  expect(accepted).toBeGreaterThan(50);
  expect(undelivered).toBeGreaterThan(0);
  expect(await day()).toBe(first);
});

test("carrier-two-hours-late: VIVO's reports come late, the others at once", async () => {
  await using on = await startScenario("carrier-two-hours-late");
  await on.send("11911990001");
  await on.send("11921990001");
  await on.minutes(1);
  const numbers = () => on.catcher.caught.map(({ query }) => query.get("msisdn"));
  expect(new Set(numbers())).toEqual(new Set(["11921990001"]));
  await on.minutes(121);
  expect(new Set(numbers())).toEqual(new Set(["11921990001", "11911990001"]));
});

test("three-strikes: each number takes two, and a test resets one of them", async () => {
  await using on = await startScenario("three-strikes");
  const codes = [await on.send(sp), await on.send(sp), await on.send(sp), await on.send("11999990002")];
  expect(codes).toEqual(["1", "1", "72", "1"]);
  await on.emulator.scenario.set("messages", "0", `55${sp}`);
  expect(await on.send(sp)).toBe("1");
  const atSophia = [
    await on.unitario("11999990003"),
    await on.unitario("11999990003"),
    await on.unitario("11999990003"),
  ];
  expect(atSophia).toEqual(["200", "200", "0"]);
});

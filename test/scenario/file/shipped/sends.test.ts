import { afterAll, expect, test } from "vitest";
import { unusedParts } from "../../../support/scenario/shipped-coverage.ts";
import { type ScenarioRun, startScenario } from "../../../support/scenario/start-scenario.ts";

afterAll(() => expect(unusedParts()).toEqual([]));

const sp = "11999990001";
const rio = "21999990001";

async function all(on: ScenarioRun, number = sp): Promise<string[]> {
  return [await on.mpg(number), await on.send(number), await on.unitario(number)];
}
const good = ["000", "1", "200"];

test("credit-runs-out: the third is refused, and after the top-up the retry goes through", async () => {
  await using on = await startScenario("credit-runs-out");
  expect(await all(on)).toEqual(good);
  expect(await all(on)).toEqual(good);
  expect(await all(on)).toEqual(["009", "97", "0"]);
  await on.minutes(9);
  expect(await all(on)).toEqual(["009", "97", "0"]);
  await on.minutes(1);
  expect(await all(on)).toEqual(good);
  expect(await on.emulator.messages()).toHaveLength(9);
});

test("gateway-down-ten-minutes: down from the first to the eleventh minute", async () => {
  await using on = await startScenario("gateway-down-ten-minutes");
  expect(await all(on)).toEqual(good);
  await on.minutes(1);
  expect([await on.mpg(sp), await on.send(sp)]).toEqual(["900", "0"]);
  const page = await on.raw("unitario", sp);
  expect([page.status, page.headers.get("content-type"), await page.text()]).toEqual([
    503,
    expect.stringContaining("text/html"),
    expect.stringContaining("<html"),
  ]);
  await on.minutes(10);
  expect(await all(on)).toEqual(good);
});

test("gateway-unreachable: reset, closed, silent", async () => {
  await using on = await startScenario("gateway-unreachable");
  await on.minutes(1);
  await expect(on.mpg(sp)).rejects.toThrow("fetch failed");
  await expect(on.send(sp)).rejects.toThrow("fetch failed");
  await expect(on.raw("unitario", sp, "Oi", 300)).rejects.toThrow("timeout");
  await on.minutes(10);
  expect(await all(on)).toEqual(good);
  expect(await on.emulator.messages()).toHaveLength(3);
});

test("one-in-five-900: exactly one in five, and after retries each is sent once", async () => {
  await using on = await startScenario("one-in-five-900");
  const answers: string[] = [];
  for (let n = 0; n < 40; n++) answers.push(await on.mpg(sp));
  expect(answers.filter((code) => code === "900")).toHaveLength(8);
  expect(answers.map((code, index) => (code === "900") === ((index + 1) % 5 === 0)).every(Boolean)).toBe(true);
  expect(await on.emulator.messages()).toHaveLength(32);
});

test("first-attempts-fail: two refusals a number, then it goes through", async () => {
  await using on = await startScenario("first-attempts-fail");
  const attempts: string[] = [];
  for (const number of [sp, rio, sp, rio, sp, rio]) attempts.push(await on.mpg(number));
  expect(attempts).toEqual(["900", "900", "900", "900", "000", "000"]);
  expect([await on.send(sp), await on.send(sp), await on.send(sp)]).toEqual(["0", "0", "1"]);
});

test("slow-down: the burst goes through, the rest is told to slow down in each provider's words", async () => {
  await using on = await startScenario("slow-down");
  const burst = async (listener: "mpg" | "send", n: number): Promise<string[]> => {
    const answers: string[] = [];
    for (let i = 0; i < n; i++) answers.push(await on[listener](sp));
    return answers;
  };
  expect(await burst("mpg", 7)).toEqual(["000", "000", "000", "000", "000", "900", "900"]);
  expect(await burst("send", 6)).toEqual(["1", "1", "1", "1", "1", "0"]);
  for (let i = 0; i < 5; i++) expect((await on.raw("unitario", sp)).status).toBe(200);
  const slowDown = await on.raw("unitario", sp);
  expect(await slowDown.text()).toContain('"status":0,');
  await on.emulator.clock.advance(1000);
  expect(await burst("mpg", 3)).toEqual(["000", "000", "900"]);
});

test("account-disabled-for-an-hour: refused for an hour, then all is well", async () => {
  await using on = await startScenario("account-disabled-for-an-hour");
  expect(await all(on)).toEqual(good);
  await on.minutes(1);
  const [mpg, send, unitario] = await all(on);
  expect([mpg, send, unitario]).toEqual([expect.not.stringMatching("000"), "73", "0"]);
  await on.minutes(60);
  expect(await all(on)).toEqual(good);
});

test("quiet-hours: refused from 22:00 to 09:00", async () => {
  await using on = await startScenario("quiet-hours");
  expect([await on.send(sp), await on.unitario(sp)]).toEqual(["1", "200"]);
  await on.minutes(60);
  expect(await on.send(sp)).toBe("72");
  expect(await (await on.raw("unitario", sp)).text()).toContain(
    '"status":0,"mesageID":"","data":"2026-03-02 22:00:00","detailDescription":"FORA DO HORARIO PERMITIDO"',
  );
  await on.minutes(11 * 60);
  expect([await on.send(sp), await on.unitario(sp)]).toEqual(["1", "200"]);
});

test("number-invalidated: accepted, reported invalid, then 77", async () => {
  await using on = await startScenario("number-invalidated");
  expect(await on.send("11999990077")).toBe("1");
  await on.minutes(1);
  expect(await on.statuses()).toEqual(["invalid"]);
  expect((await on.catcher.until(1)).at(-1)?.query.get("status")).toBe("5");
  expect([await on.send("11999990077"), await on.send("11999990077"), await on.send(sp)]).toEqual(["77", "77", "1"]);
});

test("opt-out: SAIR comes back, then the number is on the black list", async () => {
  await using on = await startScenario("opt-out");
  expect([await on.send("11999990090"), await on.mpg("11999990090")]).toEqual(["1", "000"]);
  await on.emulator.clock.advance(5000);
  const replies = on.catcher.caught.filter(({ path }) => path === "/mo");
  expect(replies.map(({ query }) => query.get("message"))).toEqual(["SAIR"]);
  await on.emulator.clock.advance(25_000);
  expect([await on.send("11999990090"), await on.mpg("11999990090")]).toEqual(["90", "017"]);
  expect([await on.send(sp), await on.mpg(sp)]).toEqual(["1", "000"]);
});

test("one-carrier-down: DDD 21 is not delivered, the rest is", async () => {
  await using on = await startScenario("one-carrier-down");
  for (const number of [sp, rio]) expect([await on.send(number), await on.unitario(number)]).toEqual(["1", "200"]);
  await on.minutes(6);
  expect(await on.statuses()).toEqual(["delivered", "delivered", "undelivered", "undelivered"]);
});

test("replies-of-every-kind: each arrives as it was written", async () => {
  await using on = await startScenario("replies-of-every-kind");
  for (let n = 1; n <= 5; n++) expect(await on.send(`1199999000${n}`)).toBe("1");
  await on.minutes(1);
  const texts = on.catcher.caught.filter(({ path }) => path === "/mo").map(({ query }) => query.get("message"));
  expect(texts.sort()).toEqual(["", "A;B|C&D=E%20+F", "Não, obrigado. Até amanhã!", "SIM", "👍 Combinado"].sort());
});

test("bad-day: every message is sent once or known not to have been, the same day for the same seed", async () => {
  const day = async (): Promise<{ codes: string[]; statuses: string[]; callbacks: number }> => {
    await using on = await startScenario("bad-day");
    const codes: string[] = [];
    for (let n = 0; n < 60; n++) {
      for (const listener of ["mpg", "send", "unitario"] as const) {
        const number = `119999900${String(n).padStart(2, "0")}`;
        codes.push(await on[listener](number).catch(() => "lost"));
      }
      await on.minutes(7);
    }
    await on.minutes(120);
    return { codes, statuses: await on.statuses(), callbacks: on.catcher.caught.length };
  };
  const item = await day();
  expect(new Set(item.codes)).toEqual(
    new Set(["000", "1", "200", "900", "0", "97", "009", "lost", expect.stringContaining("502")]),
  );
  expect(await day()).toEqual(item);
});

test("antifraud: links are held, released by the life or refused by the analyst; the rest goes its way", async () => {
  await using on = await startScenario("antifraud");
  expect(await on.send(sp, "veja https://exemplo.com.br")).toBe("61");
  expect(await on.send(rio, "veja https://exemplo.com.br")).toBe("61");
  expect(await on.send(sp, "sem nada")).toBe("1");
  expect(await on.statuses()).toEqual(["held", "held", "queued"]);
  await on.minutes(9);
  expect(await on.statuses()).toEqual(["held", "held", "delivered"]);
  await on.minutes(2);
  expect(await on.statuses()).toEqual(["delivered", "held", "delivered"]);
  await on.minutes(20);
  expect(await on.statuses()).toEqual(["delivered", "rejected", "delivered"]);
});

test("batch-half-refused: a line a number in the order of the request, and a whole refusal in one line", async () => {
  await using on = await startScenario("batch-half-refused");
  const mult = async (text: string): Promise<string[]> => {
    const query = new URLSearchParams({ u: "126b114c", n: "11999990001;11999990007;11999990002;11999990017", m: text });
    return (await (await fetch(`${on.emulator.urls.mensagem}/sms/mult?${query}`)).text()).split("\r\n");
  };
  expect((await mult("Oi")).map((line) => line.split(";")[0])).toEqual(["1", "90", "1", "90"]);
  expect(await mult("RECUSA tudo")).toEqual(["88;QUANTIDADE MAXIMA DE TELEFONES EXCEDIDA"]);
  expect(await on.emulator.messages()).toHaveLength(2);
});

test("scheduled-and-cancelled: in time, and too late", async () => {
  await using on = await startScenario("scheduled-and-cancelled");
  const { mensagem } = on.emulator.urls;
  const schedule = async (): Promise<string> => {
    const query = new URLSearchParams({ u: "126b114c", n: sp, m: "Oi", d: "2026-03-02 09:30:00" });
    return (await (await fetch(`${mensagem}/sms/send?${query}`)).text()).slice(2);
  };
  const cancel = async (hash: string): Promise<string[]> =>
    (await (await fetch(`${mensagem}/sms/cacl?u=126b114c&h=${hash}`)).text()).split(";").slice(1, 3);
  const [early, late] = [await schedule(), await schedule()];
  await on.minutes(29);
  expect(await cancel(early)).toEqual(["9", "CANCELADO"]);
  await on.minutes(2);
  expect(await cancel(late)).toEqual(["1", "ENVIADO"]);
  expect(await on.statuses()).toEqual(["cancelled", "delivered"]);
});

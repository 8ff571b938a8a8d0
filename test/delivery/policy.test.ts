// Answers of a receiver to a callback, and their consequence: attempts, their spacing and their end, on the manual clock.

import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../src/client/sandbox.ts";
import { type Catcher, startCatcher } from "../support/catcher.ts";
import { allowed } from "../support/endurance/amount.ts";
import { emulate, later, scratch, sendMensagem, sendSophia, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

async function catcher(port = 0): Promise<Catcher> {
  const started = await startCatcher(port);
  later(() => started.stop());
  return started;
}
const sophiaTo = (callbacks: object): object => ({ "sophia/main": { callbacks } });
const minutes = 60_000;

/** Seconds of sandbox time from the first attempt to each, and how each ended. */
async function attemptsOf(
  emulator: Emulator,
): Promise<{ state: string; at: number[]; ends: (number | string | null)[] }[]> {
  return (await emulator.callbacks()).map(({ state, attempts }) => ({
    state,
    at: attempts.map(({ at }) => (at - (attempts[0]?.at ?? 0)) / 1000),
    ends: attempts.map(({ status, error }) => status ?? error),
  }));
}

describe("a callback", () => {
  it("answered 500 is tried five times, the wait doubling from 5 s, and given up", async () => {
    const { url, reply, caught } = await catcher();
    reply(500);
    const emulator = await emulate(sophiaTo({ dlr: url }));
    await sendSophia(emulator);
    await emulator.clock.advance(10 * minutes);
    expect(await attemptsOf(emulator)).toEqual([
      { state: "given-up", at: [0, 5, 15, 35, 75], ends: Array(5).fill(500) },
    ]);
    expect(caught).toHaveLength(5);
    expect((await emulator.callbacks())[0]?.attempts[0]).toMatchObject({
      number: 1,
      address: url,
      request: expect.stringContaining(`GET ${url}?status=2&id=`),
      answer: "ok",
      error: "answered 500",
    });
  });

  it("follows the settings: attempts, first delay, factor and what counts as success", async () => {
    const { url, reply } = await catcher();
    reply(204);
    const settings = { attempts: 3, firstDelayMs: 1_000, factor: 10 };
    const emulator = await emulate(sophiaTo({ dlr: url }), { providers: { sophia: settings } });
    await sendSophia(emulator);
    await emulator.clock.advance(minutes);
    expect(await attemptsOf(emulator)).toEqual([{ state: "given-up", at: [0, 1, 11], ends: [204, 204, 204] }]);

    const lenient = await emulate(sophiaTo({ dlr: url }), { providers: { sophia: { ...settings, success: "2xx" } } });
    await sendSophia(lenient);
    await lenient.clock.advance(minutes);
    expect(await attemptsOf(lenient)).toEqual([{ state: "delivered", at: [0], ends: [204] }]);
  });

  it("that hangs counts as unanswered after the account's time-out, and the next try goes through", async () => {
    const { url, inTurn } = await catcher();
    inTurn("hang", "hang");
    const emulator = await emulate(sophiaTo({ dlr: url, timeoutMs: 1_500 }));
    await sendSophia(emulator);
    await emulator.clock.advance(minutes);
    const late = expect.stringContaining("within 1500 ms");
    expect(await attemptsOf(emulator)).toEqual([{ state: "delivered", at: [0, 5, 15], ends: [late, late, 200] }]);
  });

  it("reset, answered with what is not HTTP, or refused by the port: each attempt says what happened", async () => {
    const { url, inTurn, port, stop } = await catcher();
    inTurn("reset");
    const emulator = await emulate(sophiaTo({ dlr: url }));
    await sendSophia(emulator);
    await emulator.clock.advance(3_000);
    await stop();
    await emulator.clock.advance(5_000);
    const liar = createServer((socket) =>
      socket.on("error", () => {}).once("data", () => socket.end("HTTP? No.\r\n\r\n")),
    );
    await new Promise<void>((resolve) => liar.listen(port, "127.0.0.1", resolve));
    await emulator.clock.advance(10_000);
    await new Promise((resolve) => liar.close(resolve));
    await catcher(port);
    await emulator.clock.advance(minutes);
    expect(await attemptsOf(emulator)).toEqual([
      {
        state: "delivered",
        at: [0, 5, 15, 35],
        ends: [
          expect.stringContaining("closed the connection"),
          expect.stringMatching(/refused the connection.*container/),
          expect.stringContaining("not HTTP"),
          200,
        ],
      },
    ]);
  });

  it("answered 200 with garbage is delivered; its first bytes are kept", async () => {
    const { url, reply } = await catcher();
    reply((response) => response.writeHead(200).end(Buffer.alloc(100_000, "\u0007<garbage>")));
    const emulator = await emulate(sophiaTo({ dlr: url }));
    await sendSophia(emulator);
    await emulator.clock.advance(minutes);
    expect(await attemptsOf(emulator)).toEqual([{ state: "delivered", at: [0], ends: [200] }]);
    expect((await emulator.callbacks())[0]?.attempts[0]?.answer).toMatch(/^\u0007<garbage>/);
    expect((await emulator.callbacks())[0]?.attempts[0]?.answer.length).toBeLessThanOrEqual(2048);
  });

  it("to a receiver that is down for a minute arrives with the first try after it", async () => {
    const { url, port, stop } = await catcher();
    await stop();
    const emulator = await emulate({ "mensagem/main": { callbacks: { dlr: url } } });
    await sendMensagem(emulator);
    await emulator.clock.advance(minutes);
    expect((await attemptsOf(emulator)).map(({ state }) => state)).toEqual(["waiting", "waiting"]);
    const back = await catcher(port);
    await emulator.clock.advance(minutes);
    // The second report waits for the first: order per message is kept.
    expect(back.caught.map(({ query }) => [query.get("type"), query.get("status")])).toEqual([
      ["2", "1"],
      ["3", "2"],
    ]);
    expect(await attemptsOf(emulator)).toMatchObject([
      { state: "delivered", at: [0, 5, 15, 35, 75] },
      { state: "delivered", at: [0] },
    ]);
  });

  it("is not sent after a redirect", async () => {
    const { url, reply, caught } = await catcher();
    reply((response) => response.writeHead(302, { Location: "/elsewhere" }).end());
    const emulator = await emulate(sophiaTo({ dlr: `${url}/dlr` }), { providers: { sophia: { attempts: 2 } } });
    await sendSophia(emulator);
    await emulator.clock.advance(minutes);
    expect(caught.map(({ path }) => path)).toEqual(["/dlr", "/dlr"]);
    expect(await attemptsOf(emulator)).toMatchObject([{ state: "given-up", ends: [302, 302] }]);
  });

  it("keeps its address when a change to one that is not allowed is refused, with the reason", async () => {
    const { url, reply } = await catcher();
    reply(500);
    const emulator = await emulate(sophiaTo({ dlr: url, allowedHosts: ["127.0.0.1"] }));
    await sendSophia(emulator);
    await emulator.clock.advance(3_000);
    await expect(
      emulator.scenario.put({
        scenario: "x",
        accounts: { "sophia/main": { callbacks: { dlr: "http://example.com/dlr" } } },
      }),
    ).rejects.toThrow(/callbacks\.dlr.*example\.com is not among/);
    await emulator.clock.advance(minutes);
    expect(await attemptsOf(emulator)).toMatchObject([{ state: "waiting", at: [0, 5, 15, 35] }]);
  });
});

describe("accounts", () => {
  it("a slow receiver of one does not delay another's", async () => {
    const slow = await catcher();
    const quick = await catcher();
    slow.reply("hang");
    const emulator = await emulate({
      "sophia/main": { callbacks: { dlr: slow.url, parallel: 4, timeoutMs: 120_000 } },
      "mensagem/main": { callbacks: { dlr: quick.url } },
    });
    for (let n = 0; n < 20; n++) await sendSophia(emulator);
    for (let n = 0; n < 20; n++) await sendMensagem(emulator);
    const advanced = emulator.clock.advance(3_000);
    await slow.until(4);
    await quick.until(20);
    // Its parallelism bounds what it holds; nothing of it has been answered when the other has all its own.
    expect(slow.caught).toHaveLength(4);
    await emulator.stop();
    await advanced;
  });

  it("with an address that may not be called are refused where it is entered", async () => {
    await expect(emulate({ "sophia/main": { callbacks: { dlr: "ftp://example.com/" } } })).rejects.toThrow(/http/);
    await expect(
      emulate({ "sophia/main": { callbacks: { mo: "http://example.com/mo", allowedHosts: ["localhost"] } } }),
    ).rejects.toThrow(/sophia\/main: callbacks\.mo: .*example\.com is not among.*localhost/);
    const emulator = await emulate();
    await expect(
      emulator.scenario.put({ scenario: "x", accounts: { "sophia/main": { callbacks: { dlr: "localhost:4000" } } } }),
    ).rejects.toThrow(/localhost:4000/);
  });
});

describe("stop", () => {
  it("does not wait for receivers, and what was under way is sent again by the next start", async () => {
    const { url, reply, until, caught } = await catcher();
    reply("hang");
    const data = `${scratch()}/data.db`;
    // A stop that waits for the receiver takes two minutes.
    const first = await emulate(sophiaTo({ dlr: url, timeoutMs: 120_000 }), { data });
    await sendSophia(first);
    const advanced = first.clock.advance(3_000);
    await until(1);
    const began = performance.now();
    await first.stop();
    await advanced;
    expect(performance.now() - began).toBeLessThan(allowed(1_900));
    reply(200);
    const second = await emulate(sophiaTo({ dlr: url }), { data });
    await until(2);
    await second.clock.advance(0);
    expect(await attemptsOf(second)).toEqual([
      { state: "delivered", at: [0, 0], ends: [expect.stringContaining("sent again"), 200] },
    ]);
    expect(caught[0]?.target).toBe(caught[1]?.target);
  });
});

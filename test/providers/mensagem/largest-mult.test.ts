// The largest MULT: 4 MiB and 64 KiB of request line and headers.

import { afterEach, expect, it } from "vitest";
import { RawClient } from "../../support/raw-http.ts";
import { emulate, undoAll } from "../../support/sandboxed.ts";

afterEach(undoAll);

const max = (4 * 1024 + 64) * 1024;

const mult = (character: string) => {
  const records = Array.from({ length: 1_000 }, (_, index) => `119${99990000 + index}|${character.repeat(600)}`);
  return new URLSearchParams({ u: "126b114c", l: "1", c: records.join(";") }).toString();
};

/** Sends a whole head to the port of Mensagem. */
async function answerTo(address: string, head: string) {
  const client = await RawClient.open(Number(new URL(address).port));
  const { status, body } = await client.send(head).answer();
  client.socket.destroy();
  return { status, body: body.toString() };
}

const headOf = (query: string, end = "") => `GET /sms/mult?${query}${end} HTTP/1.1\r\nHost: a\r\n\r\n`;

it("1,000 records of 600 accented characters, percent-encoded", async () => {
  const emulator = await emulate({ "mensagem/main": { prepaid: false } });
  const query = mult("é");
  expect(query.length).toBeGreaterThan(3_500_000);
  const answer = await fetch(`${emulator.urls.mensagem}/sms/mult?${query}`);
  const lines = (await answer.text()).split("\r\n");
  expect(lines.filter((line) => /^1;[0-9a-f]{32}$/.test(line))).toHaveLength(1_000);
});

it("a head of exactly 4 MiB and 64 KiB is read, one of 64 octets more is refused", async () => {
  const emulator = await emulate();
  const query = "u=126b114c&n=11999990001;11999990002&m=Oi&x=";
  const padding = "x".repeat(max - headOf(query).length);
  const fits = headOf(query, padding);
  expect(fits).toHaveLength(max);
  expect(await answerTo(emulator.urls.mensagem, fits)).toEqual({ status: 200, body: expect.stringMatching(/^1;/) });
  // Node leaves the marks between the parts of a head uncounted: a few octets over the bound are read too.
  expect(await answerTo(emulator.urls.mensagem, headOf(query, `${padding}${"x".repeat(64)}`))).toEqual({
    status: 431,
    body: `The request line and headers are over ${max} bytes together.\n`,
  });
});

it.each(["€", "’"])(
  "1,000 records of 600 times %s have 5.4 MB and are refused",
  { timeout: 60_000 },
  async (character) => {
    const emulator = await emulate();
    const query = mult(character);
    expect(query.length).toBeGreaterThan(5_400_000);
    expect(await answerTo(emulator.urls.mensagem, headOf(query))).toMatchObject({ status: 431 });
    expect(await emulator.messages()).toEqual([]);
  },
);

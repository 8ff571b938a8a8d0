// Mistakes of a client that the session sees (W5, W10, M18): each is a finding on its row in the journal, with the section.

import { afterEach, describe, expect, it, vi } from "vitest";
import type { Emulator } from "../../../../src/client/sandbox.ts";
import type { RawClient } from "../../../protocols/smpp/support/client.ts";
import { header, pdu, word } from "../../../protocols/smpp/support/octets.ts";
import { emulate, undoAll } from "../../../support/sandboxed.ts";
import { readPdu, submitSmOctets } from "./support/pdus.ts";
import { rawBound, rawClient } from "./support/smsc.ts";

afterEach(undoAll);
const timersOff = { enquireLinkMs: 0, inactivityMs: 0 };
const begin = async (smpp = {}): Promise<[Emulator, RawClient]> => {
  const emulator = await emulate({}, { smpp: { ...timersOff, ...smpp } });
  return [emulator, await rawBound(emulator)];
};
/** Findings of the rows of an operation, oldest first, but for those of the submitted text and addresses. */
async function findings(emulator: Emulator, operation: string): Promise<string[][]> {
  const rows = await emulator.requests({ operation });
  return rows.map((row) => row.findings.map(({ text }) => text));
}

const requests = {
  submit_sm: (sequence: number) => submitSmOctets({ sequence }),
  query_sm: (sequence: number) => pdu(`00000003 00000000 ${word(sequence)} 'x' 00 01 01 '28149' 00`),
  enquire_link: (sequence: number) => header(0x15, 0, sequence),
  unbind: (sequence: number) => header(6, 0, sequence),
  bind_receiver: (sequence: number) =>
    pdu(`00000001 00000000 ${word(sequence)} '126b114c' 00 'smpp9500' 00 'SMPP' 00 34 01 01 00`),
  malformed: (sequence: number) => pdu(`00000003 00000000 ${word(sequence)} 'x'`),
} as const;

describe("W5: sequence_number of a request", () => {
  const numbers = [0, 1, 0x7fffffff, 0x80000000, 0xffffffff];
  const operations = ["submit_sm", "query_sm", "enquire_link", "unbind", "bind_receiver", "malformed"] as const;
  it.each(operations.flatMap((operation) => numbers.map((number) => [operation, number] as const)))(
    "of %s: %i",
    async (operation, number) => {
      const [emulator, bound] = await begin();
      const client = operation === "bind_receiver" ? await rawClient(emulator) : bound;
      client.send(requests[operation](number));
      expect((await client.readPdu()).readUInt32BE(12)).toBe(number);
      const [result = []] = await findings(emulator, operation);
      const wrong = number === 0 || number > 0x7fffffff;
      expect(result).toEqual(wrong ? [`sequence_number ${number} is not between 1 and 2147483647`] : []);
    },
  );

  it.each([
    [
      "two submissions",
      [
        ["submit_sm", 7],
        ["submit_sm", 7],
      ],
      "submit_sm",
      [0, 1],
    ],
    [
      "three submissions",
      [
        ["submit_sm", 7],
        ["submit_sm", 7],
        ["submit_sm", 7],
      ],
      "submit_sm",
      [0, 1, 1],
    ],
    [
      "a submission and a query",
      [
        ["submit_sm", 7],
        ["query_sm", 7],
      ],
      "query_sm",
      [1],
    ],
    [
      "a submission and an enquire_link",
      [
        ["submit_sm", 7],
        ["enquire_link", 7],
      ],
      "enquire_link",
      [1],
    ],
    [
      "different numbers",
      [
        ["submit_sm", 7],
        ["submit_sm", 8],
      ],
      "submit_sm",
      [0, 0],
    ],
  ] as const)("of %s in flight at once", async (_what, sent, operation, wanted) => {
    const [emulator, client] = await begin();
    client.send(...sent.map(([name, number]) => requests[name](number)));
    for (const _ of sent) await readPdu(client);
    const result = await findings(emulator, operation);
    const text = "sequence_number 7 belongs to a request that is not answered yet";
    expect(result).toEqual(wanted.map((times) => (times === 1 ? [text] : [])));
  });

  it("may be used again once it is answered", async () => {
    const [emulator, client] = await begin();
    for (const _ of [1, 2]) {
      client.send(requests.submit_sm(7));
      await readPdu(client);
    }
    expect(await findings(emulator, "submit_sm")).toEqual([[], []]);
  });
});

describe("M18: more requests in flight than the window", () => {
  it.each([
    [1, 2, [0, 1]],
    [2, 2, [0, 0]],
    [2, 5, [0, 0, 1, 1, 1]],
    [10, 9, [0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ])("with processing %i, %i at once", async (processing, sent, wanted) => {
    const [emulator, client] = await begin({ processing });
    const all = Array.from({ length: sent }, (_, index) => requests.submit_sm(index + 1));
    client.send(...all);
    for (const _ of all) await readPdu(client);
    const text = `the client had more than ${processing} requests in flight`;
    expect(await findings(emulator, "submit_sm")).toEqual(wanted.map((over) => (over === 1 ? [text] : [])));
    client.send(requests.unbind(99));
    await readPdu(client);
    expect(await findings(emulator, "unbind")).toEqual([wanted.includes(1) ? [text] : []]);
  });
});

describe("W10: responses to our requests", () => {
  /** A deliver_sm that waits for its response. */
  async function waiting(smpp = {}): Promise<[Emulator, RawClient, number, Promise<unknown>]> {
    const [emulator, client] = await begin(smpp);
    await emulator.sendInbound({ from: "11999990001", text: "Oi", provider: "mensagem" });
    const moved = emulator.clock.advance(0);
    const { sequence } = await readPdu(client);
    return [emulator, client, sequence, moved];
  }
  const right = (sequence: number): Buffer => pdu(`80000005 00000000 ${word(sequence)} 00`);
  const codes = async (emulator: Emulator, operation: string): Promise<string[]> =>
    (await emulator.requests({ operation })).map(({ code }) => code);

  it.each([
    ["deliver_sm_resp", right],
    ["deliver_sm_resp as a bare header", (sequence: number) => header(0x80000005, 0, sequence)],
  ] as const)("%s is its response", async (_name, response) => {
    const [emulator, client, sequence, moved] = await waiting();
    client.send(response(sequence));
    await moved;
    expect(await codes(emulator, "deliver_sm")).toEqual(["ESME_ROK"]);
    expect(await findings(emulator, "deliver_sm")).toEqual([[]]);
    expect(await findings(emulator, "stray")).toEqual([]);
  });

  it.each([
    ["data_sm_resp", 0x80000103],
    ["submit_sm_resp", 0x80000004],
    ["enquire_link_resp", 0x80000015],
    ["unbind_resp", 0x80000006],
    ["query_sm_resp", 0x80000003],
  ])("%s is none: a row of its own, and the deliver_sm waits on", async (name, id) => {
    const [emulator, client, sequence, moved] = await waiting();
    client.send(header(id, 0, sequence), header(0x15, 0, 0x5151));
    await readPdu(client);
    expect(await findings(emulator, "stray")).toEqual([
      [`${name} answers our request ${sequence}, whose response is deliver_sm_resp`],
    ]);
    expect(await codes(emulator, "deliver_sm")).toEqual([]);
    client.send(right(sequence));
    await moved;
    expect(await codes(emulator, "deliver_sm")).toEqual(["ESME_ROK"]);
  });

  it.each([
    ["another number", (sequence: number) => right(sequence + 1), 1],
    ["number 0", () => right(0), 1],
    ["the number of another command", () => header(0x80000015, 0, 99), 1],
    ["the right one twice", (sequence: number) => Buffer.concat([right(sequence), right(sequence)]), 1],
  ] as const)("with %s", async (_what, response, wanted) => {
    const [emulator, client, sequence] = await waiting();
    const octets = response(sequence);
    client.send(octets, header(0x15, 0, 0x5151));
    await readPdu(client);
    const number = octets.readUInt32BE(12);
    const text = `no request of ours waits for a response with sequence_number ${number}`;
    expect(await findings(emulator, "stray")).toEqual(Array.from({ length: wanted }, () => [text]));
  });

  it.each([
    ["without its NUL", "'abc'", "message_id: the body ends before its NUL"],
    ["with octets left over", "00 01", "optional parameters: 1 octets left over"],
  ])("%s: a finding on the deliver_sm", async (_what, body, error) => {
    const [emulator, client, sequence, moved] = await waiting();
    client.send(pdu(`80000005 00000000 ${word(sequence)} ${body}`));
    await moved;
    expect(await findings(emulator, "deliver_sm")).toEqual([[`the response is malformed: ${error}`]]);
    expect(await findings(emulator, "malformed")).toEqual([]);
  });

  it("malformed and to no request: a finding on a row of its own", async () => {
    const [emulator, client] = await waiting();
    client.send(pdu(`80000005 00000000 00005555 'abc'`), header(0x15, 0, 0x5151));
    await readPdu(client);
    const text = "the response is malformed: message_id: the body ends before its NUL";
    expect(await findings(emulator, "malformed")).toEqual([[text]]);
  });

  it("after the response timer: a finding on the deliver_sm", async () => {
    const [emulator, client, sequence] = await waiting({ responseMs: 1_000 });
    const { now } = await emulator.clock.read();
    // An advance waits for responses of clients, so the late one is sent meanwhile; the test ends before the next is due.
    emulator.clock.advance(1_500).catch(() => {});
    await vi.waitFor(async () => expect((await emulator.clock.read()).now).toBeGreaterThanOrEqual(now + 1_000), 10_000);
    client.send(right(sequence), header(0x15, 0, 0x5151));
    let answer = await readPdu(client);
    while (answer.command === "deliver_sm") answer = await readPdu(client);
    expect((await findings(emulator, "deliver_sm"))[0]).toEqual(["the response came after more than 1000 ms"]);
  });

  it("each with the section of the specification", async () => {
    const [emulator, client, sequence] = await waiting();
    client.send(header(0x80000103, 0, sequence), header(0x15, 0, 0x5151));
    await readPdu(client);
    const [row] = await emulator.requests({ operation: "stray" });
    expect(row?.findings.map(({ source }) => source)).toEqual(["SMPP 3.4 5.1.4"]);
  });
});

// Malformed input: the answer to each, and that the process, the session and the door go on (W2-W9, W14). After each
// the same connection must answer an enquire_link or be closed, and a new one must bind.

import { describe, expect, it } from "vitest";
import type { ServicePdu } from "../../../src/protocols/smpp/pdu.ts";
import type { PduReply } from "../../../src/protocols/smpp/session-types.ts";
import { openListener, reply, type TestChannel } from "./support/listener.ts";
import { mutations, patience, seed } from "./support/mutations.ts";
import {
  bindTransceiver,
  bindTransceiverResp,
  bindTransmitter,
  header,
  octets,
  pdu,
  submitSm,
  submitSmResp,
} from "./support/octets.ts";

interface Malformed {
  readonly name: string;
  readonly sent: Buffer;
  /** The answer; undefined: none, the connection is closed. */
  readonly answer?: Buffer;
  readonly closes?: boolean;
}

const x = (count: number) => "x".repeat(count);
/** A submit_sm of sequence 9 with some fields replaced. */
function submit(
  fields: Partial<Record<"type" | "source" | "dest" | "rest" | "times" | "text" | "tlvs", string>>,
): Buffer {
  const { type = "00", source = "01 01 '28149' 00", dest = "01 01 '5511999990001' 00", rest = "00 00 00" } = fields;
  const { times = "00 00", text = "02 'Oi'", tlvs = "" } = fields;
  return pdu(`00000004 00000000 00000009 ${type} ${source} ${dest} ${rest} ${times} 01 00 00 00 ${text} ${tlvs}`);
}
const refused = (status: number) => header(0x80000004, status, 9);
const query = (body: string) => pdu(`00000003 00000000 00000009 ${body}`);
const multi = (count: string, list: string) =>
  pdu(`00000021 00000000 00000009 00 01 01 '28149' 00 ${count} ${list} 00 00 00 00 00 01 00 00 00 02 'Oi'`);

const bound: readonly Malformed[] = [
  { name: "service_type of 6 characters (W7)", sent: submit({ type: "'ABCDEF' 00" }), answer: refused(0x15) },
  { name: "source_addr of 21 characters", sent: submit({ source: `01 01 '${x(21)}' 00` }), answer: refused(0x0a) },
  { name: "source_addr of 300 characters", sent: submit({ source: `01 01 '${x(300)}' 00` }), answer: refused(0x0a) },
  { name: "destination_addr of 21 characters", sent: submit({ dest: `01 01 '${x(21)}' 00` }), answer: refused(0x0b) },
  { name: "schedule of 3 characters", sent: submit({ times: "'123' 00 00" }), answer: refused(0x61) },
  { name: "schedule of 17 characters", sent: submit({ times: `'${x(17)}' 00 00` }), answer: refused(0x61) },
  { name: "validity of one letter R", sent: submit({ times: "00 'R' 00" }), answer: refused(0x62) },
  { name: "sm_length 255 (M2)", sent: submit({ text: "ff 'Oi'" }), answer: refused(0x01) },
  { name: "sm_length beyond the body (W8)", sent: submit({ text: "05 'Oi'" }), answer: refused(0x02) },
  { name: "one octet left over (W9)", sent: submit({ tlvs: "00" }), answer: refused(0xc0) },
  { name: "two octets left over", sent: submit({ tlvs: "0427" }), answer: refused(0xc0) },
  { name: "three octets left over", sent: submit({ tlvs: "0427 00" }), answer: refused(0xc0) },
  { name: "TLV length beyond the PDU", sent: submit({ tlvs: "0424 0010 'Oi'" }), answer: refused(0xc0) },
  { name: "TLV length 0xffff", sent: submit({ tlvs: "1400 ffff" }), answer: refused(0xc0) },
  { name: "message_state without a value", sent: submit({ tlvs: "0427 0000" }), answer: refused(0xc2) },
  { name: "sar_msg_ref_num of one octet", sent: submit({ tlvs: "020c 0001 01" }), answer: refused(0xc2) },
  { name: "qos_time_to_live of two octets", sent: submit({ tlvs: "0017 0002 0101" }), answer: refused(0xc2) },
  { name: "callback_num of one octet", sent: submit({ tlvs: "0381 0001 01" }), answer: refused(0xc2) },
  { name: "user_message_reference of three octets", sent: submit({ tlvs: "0204 0003 010203" }), answer: refused(0xc2) },
  { name: "sar_segment_seqnum 0 (M7)", sent: submit({ tlvs: "020f 0001 00" }), answer: refused(0xc4) },
  { name: "sar_total_segments 0 (M7)", sent: submit({ tlvs: "020e 0001 00" }), answer: refused(0xc4) },
  { name: "receipted_message_id without its NUL", sent: submit({ tlvs: "001e 0002 'ab'" }), answer: refused(0xc4) },
  {
    name: "a body that ends before its mandatory part",
    sent: pdu("00000004 00000000 00000009 00 01 01 '28149' 00"),
    answer: refused(0x02),
  },
  {
    name: "a body that ends inside an address",
    sent: pdu("00000004 00000000 00000009 00 01 01 '281" + "49'"),
    answer: refused(0x02),
  },
  { name: "submit_sm without a body", sent: header(4, 0, 9), answer: refused(0x02) },
  ...[1, 2, 3].map((cut) => {
    const whole = submit({});
    const sent = Buffer.from(whole.subarray(0, whole.length - cut));
    sent.writeUInt32BE(sent.length, 0);
    return { name: `submit_sm cut by ${cut}`, sent, answer: refused(0x02) };
  }),
  { name: "number_of_dests 0 (M19)", sent: multi("00", ""), answer: header(0x80000021, 0x33, 9) },
  { name: "number_of_dests 255", sent: multi("ff", "01 01 01 '55' 00"), answer: header(0x80000021, 0x33, 9) },
  {
    name: "number_of_dests beyond the body",
    sent: pdu("00000021 00000000 00000009 00 01 01 '28149' 00 09 01 01 01 '55' 00"),
    answer: header(0x80000021, 0x02, 9),
  },
  { name: "dest_flag 3", sent: multi("01", "03 01 01 '55' 00"), answer: header(0x80000021, 0x40, 9) },
  { name: "dl_name of 21 characters", sent: multi("01", `02 '${x(21)}' 00`), answer: header(0x80000021, 0x34, 9) },
  { name: "message_id of 65 characters", sent: query(`'${x(65)}' 00 00 00 00`), answer: header(0x80000003, 0x0c, 9) },
  { name: "an octet left over in query_sm", sent: query("'a' 00 00 00 00 01"), answer: header(0x80000003, 0x02, 9) },
  { name: "cancel_sm without a body", sent: header(8, 0, 9), answer: header(0x80000008, 0x02, 9) },
  {
    name: "replace_sm with sm_length 255",
    sent: pdu("00000007 00000000 00000009 'a' 00 00 00 00 00 00 00 00 ff 'Oi'"),
    answer: header(0x80000007, 0x01, 9),
  },
  {
    name: "replace_sm with a short time",
    sent: pdu("00000007 00000000 00000009 'a' 00 00 00 00 '1' 00 00 00 00 02 'Oi'"),
    answer: header(0x80000007, 0x61, 9),
  },
  {
    name: "data_sm with a stray octet",
    sent: pdu("00000103 00000000 00000009 00 00 00 00 00 00 '55' 00 00 00 00 01"),
    answer: header(0x80000103, 0xc0, 9),
  },
  { name: "enquire_link with a body", sent: pdu("00000015 00000000 00000009 01"), answer: header(0x80000015, 0x02, 9) },
  { name: "unbind with a body", sent: pdu("00000006 00000000 00000009 01"), answer: header(0x80000006, 0x02, 9) },
  { name: "command_length 1", sent: octets("00000001"), answer: header(0x80000000, 2, 0), closes: true },
  { name: "command_length 3", sent: octets("00000003"), answer: header(0x80000000, 2, 0), closes: true },
  { name: "command_length 8", sent: octets("00000008 00000015"), answer: header(0x80000000, 2, 0), closes: true },
  {
    name: "command_length 0xffffffff",
    sent: octets("ffffffff 00000004 00000000 00000009"),
    answer: header(0x80000000, 2, 9),
    closes: true,
  },
];

const unbound: readonly Malformed[] = [
  {
    name: "system_id of 16 characters",
    sent: pdu(`00000002 00000000 00000009 '${x(16)}' 00 00 00 34 00 00 00`),
    answer: header(0x80000002, 0x0f, 9),
  },
  {
    name: "password of 65 characters",
    sent: pdu(`00000002 00000000 00000009 'user' 00 '${x(65)}' 00 00 34 00 00 00`),
    answer: header(0x80000002, 0x0e, 9),
  },
  {
    name: "system_type of 13 characters",
    sent: pdu(`00000002 00000000 00000009 'user' 00 00 '${x(13)}' 00 34 00 00 00`),
    answer: header(0x80000002, 0x53, 9),
  },
  {
    name: "address_range of 41 characters",
    sent: pdu(`00000002 00000000 00000009 'user' 00 00 00 34 00 00 '${x(41)}' 00`),
    answer: header(0x80000002, 0x0d, 9),
  },
  {
    name: "a bind that ends early",
    sent: pdu("00000009 00000000 00000009 'user' 00 'secret' 00"),
    answer: header(0x80000009, 0x02, 9),
  },
  {
    name: "16,000 octets of system_id",
    sent: pdu(`00000002 00000000 00000009 '${x(16_000)}' 00 00 00 34 00 00 00`),
    answer: header(0x80000000, 2, 9),
    closes: true,
  },
  { name: "HTTP (W14)", sent: Buffer.from("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), closes: true },
  { name: "a TLS hello", sent: octets("16030100c8 010000c4 0303 000000000000000000"), closes: true },
  {
    name: "random octets",
    sent: octets("d3a1f00d 9e3779b9 7f4a7c15 f39cc060"),
    answer: header(0x80000000, 2, 0xf39cc060),
    closes: true,
  },
];

async function isFine(listener: TestChannel): Promise<void> {
  const other = await listener.connect();
  other.send(bindTransceiver);
  expect(await other.readPdu()).toEqual(bindTransceiverResp);
  expect(listener.bugs).toEqual([]);
}

describe.each([
  ["bound", bound],
  ["not bound", unbound],
] as const)("malformed input, %s", (state, cases) => {
  it.each(cases)("$name", async ({ sent, answer, closes }) => {
    await using listener = await openListener();
    const client = await listener.connect();
    if (state === "bound") {
      client.send(bindTransmitter);
      await client.readPdu();
    }
    client.send(sent);
    if (answer !== undefined) expect((await client.readPdu()).toString("hex")).toBe(answer.toString("hex"));
    if (closes) expect(await client.readToEnd()).toHaveLength(0);
    else {
      client.send(header(0x15, 0, 77));
      expect(await client.readPdu()).toEqual(header(0x80000015, 0, 77));
    }
    await isFine(listener);
  });
});

describe("connections that end badly", () => {
  it.each([
    ["FIN in the middle of a PDU", 30, "fin"],
    ["FIN behind two octets", 2, "fin"],
    ["RST in the middle of a PDU", 30, "rst"],
    ["RST behind a whole PDU", 1_000, "rst"],
  ] as const)("%s", async (_name, count, how) => {
    await using listener = await openListener();
    const client = await listener.connect();
    client.send(bindTransmitter);
    await client.readPdu();
    client.send(submitSm(2).subarray(0, count));
    if (how === "fin") {
      client.socket.end();
      expect(await client.readToEnd()).toHaveLength(0);
    } else client.socket.resetAndDestroy();
    expect(await listener.nextClosed()).toBe(how === "fin" ? "peer" : "reset");
    const submitted = listener.seen.filter(({ decoded }) => decoded.command === "submit_sm");
    expect(submitted.length).toBeLessThanOrEqual(count > 100 ? 1 : 0);
    await isFine(listener);
  });

  it("answers what came in front of a FIN", async () => {
    await using listener = await openListener();
    const client = await listener.connect(true);
    client.send(bindTransmitter, submitSm(2));
    client.socket.end();
    expect((await client.readToEnd()).subarray(-20)).toEqual(pdu("80000004 00000000 00000002 'm-2' 00"));
  });
});

it("answers what came in front of a length that cannot be (W2), however late its answer is made", async () => {
  const held: (() => void)[] = [];
  const request = (_session: unknown, pdu: ServicePdu): Promise<PduReply> =>
    new Promise((resolve) => held.push(() => resolve(reply(pdu))));
  await using listener = await openListener({ handlers: { request } });
  const client = await listener.connect();
  client.send(bindTransceiver, submitSm(2), submitSm(3), octets("00000001"), submitSm(4));
  expect(await client.readPdu()).toEqual(bindTransceiverResp);
  while (!listener.seen.some(({ decoded }) => "error" in decoded))
    await new Promise((resolve) => setImmediate(resolve));
  // It takes no deliveries any more: their responses could not be read.
  expect(await listener.pool.deliver("acme", { command: "deliver_sm" })).toEqual({ outcome: "no-receiver" });
  for (const answer of held) answer();
  const answers = Buffer.concat([submitSmResp(2), submitSmResp(3), header(0x80000000, 2, 0)]);
  expect((await client.readToEnd()).toString("hex")).toBe(answers.toString("hex"));
  expect(held.length).toBe(2);
  await isFine(listener);
});

describe("mutated PDUs", () => {
  it(
    "never hang a session, nor anything else",
    async () => {
      await using listener = await openListener({ limits: { connections: 4 }, handlers: { onPdu: () => {} } });
      console.log(`mutated conversations: TORPEDO_SEED=${seed}`);
      let state = seed;
      const random = (below: number) => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        return (state >>> 8) % below;
      };
      const samples = bound.map(({ sent }) => sent).filter((sent) => sent.length >= 16);
      const client = await listener.connect();
      client.send(bindTransceiver);
      await client.readPdu();
      const rounds = Math.ceil(mutations / 100);
      for (let round = 0; round < rounds; round++) {
        const mutated = Array.from({ length: 100 }, () => {
          const octets = Buffer.from(samples[random(samples.length)] ?? submitSm(1));
          for (let count = random(4); count >= 0; count--) octets[4 + random(octets.length - 4)] = random(256);
          octets.writeUInt32BE(octets.length, 0);
          // An unbind would rightly end it.
          if (octets.readUInt32BE(4) === 6) octets.writeUInt32BE(4, 4);
          return octets;
        });
        client.send(...mutated, header(0x15, 0, 0xabcdef));
        for (;;) {
          const answer = await client.readPdu();
          expect(answer.length).toBeGreaterThanOrEqual(16);
          if (answer.readUInt32BE(4) === 0x80000015 && answer.readUInt32BE(12) === 0xabcdef) break;
        }
      }
      await isFine(listener);
    },
    patience,
  );
});

it("journals what cannot be a PDU", async () => {
  await using listener = await openListener();
  const client = await listener.connect();
  client.send(octets("00000009 00000015 00"));
  await client.readToEnd();
  const [seen] = listener.seen;
  expect(seen?.raw).toEqual(octets("00000009 00000015 00"));
  expect(seen?.decoded).toMatchObject({ status: 2, commandId: 0x15, field: "command_length" });
});

it("refuses optional parameters of other commands when told to (0xc1)", async () => {
  await using listener = await openListener({ settings: { unexpectedTlvs: "refuse" } });
  const client = await listener.connect();
  client.send(bindTransmitter, submit({ tlvs: "0421 0001 01" }), submit({ tlvs: "1400 0001 01" }));
  await client.readPdu();
  expect(await client.readPdu()).toEqual(refused(0xc1));
  expect((await client.readPdu()).readUInt32BE(8)).toBe(0);
});

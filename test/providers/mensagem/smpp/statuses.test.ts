// Every command_status that a command can have, provoked at least once through a socket: by octets where the nature of the
// message centre gives it, by a scenario where only a scenario does.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Emulator } from "../../../../src/client/sandbox.ts";
import type { RawClient } from "../../../protocols/smpp/support/client.ts";
import { octets, pdu, word } from "../../../protocols/smpp/support/octets.ts";
import { emulate, undoAll } from "../../../support/sandboxed.ts";
import { bindOctets, rawBound, rawClient, readHeader } from "./support/smsc.ts";

/** Statuses that each command can be answered with (SMPP 3.4 section 5.1.3 and what Mensagem refuses). */
const submission = "00 01 04 06 08 0a 0b 0d 14 15 42 43 45 54 58 61 62 63 c0 c2 c4";
const list: Readonly<Record<string, string>> = {
  bind: "00 05 08 0d 0e 0f 53",
  submit_sm: submission,
  data_sm: "c3",
  submit_multi: "33 34 40 44",
  query_sm: "00 04 0c 67",
  cancel_sm: "00 04 0c 11",
  replace_sm: "00 04 0c 13 01 61 62",
  enquire_link: "00",
  unbind: "00 04",
  generic_nack: "02 03",
};

const ids = { submit_sm: 0x04, data_sm: 0x103, submit_multi: 0x21, query_sm: 0x03, cancel_sm: 0x08, replace_sm: 0x07 };
const sequence = 0x77;
const request = (command: number, body = ""): Buffer => pdu(`${word(command)} 00000000 ${word(sequence)} ${body}`);
const hex = (count: number): string => count.toString(16).padStart(2, "0");

interface Submit {
  readonly service?: string;
  readonly source?: string;
  readonly to?: string;
  readonly esm?: string;
  readonly priority?: string;
  readonly schedule?: string;
  readonly validity?: string;
  readonly replace?: string;
  readonly coding?: string;
  readonly predefined?: string;
  readonly text?: string;
  readonly tlvs?: string;
}
const fromLa = "01 01 '28149' 00";
const tomorrow = "'000001000000000R' 00";
function submit(of: Submit = {}): Buffer {
  const text = octets(of.text ?? "'Oi'");
  return request(
    ids.submit_sm,
    `${of.service ?? "00"} ${of.source ?? fromLa} 01 01 ${of.to ?? "'11999990001'"} 00 ${of.esm ?? "00"} 00 ${of.priority ?? "00"}
     ${of.schedule ?? "00"} ${of.validity ?? "00"} 00 ${of.replace ?? "00"} ${of.coding ?? "00"} ${of.predefined ?? "00"}
     ${hex(text.length)} ${text.toString("hex")} ${of.tlvs ?? ""}`,
  );
}
const multi = (destinations: string): Buffer =>
  request(ids.submit_multi, `00 ${fromLa} ${destinations} 00 00 00 00 00 00 00 00 00 02 'Oi'`);
const query = (id: string, source = fromLa): Buffer => request(ids.query_sm, `'${id}' 00 ${source}`);
const cancel = (id: string): Buffer => request(ids.cancel_sm, `00 '${id}' 00 ${fromLa} 01 01 '11999990001' 00`);
const replace = (id: string, times = "00 00", text = "'Novo'"): Buffer =>
  request(ids.replace_sm, `'${id}' 00 ${fromLa} ${times} 00 00 ${hex(octets(text).length)} ${text}`);
const segment = (destination: string): Submit => ({
  to: destination,
  schedule: tomorrow,
  esm: "40",
  text: "05 00 03 07 02 01 'Oi'",
});

type Query = (message: Buffer) => Promise<number>;
interface Place {
  readonly emulator: Emulator;
  readonly client: RawClient;
  /** Sends and gives the status of the answer. */
  readonly request: Query;
  /** Submits, and gives the message_id. */
  readonly submitted: (of?: Submit) => Promise<string>;
}
interface Row {
  readonly why: string;
  /** How the client stands; bound as a transceiver when not said. */
  readonly as?: "open" | "receiver";
  /** Another account than the usual one. */
  readonly account?: string;
  /** The answer a rule gives. */
  readonly scenario?: string;
  readonly sends: (place: Place) => Buffer | Promise<Buffer>;
}

const rows: Readonly<Record<string, Readonly<Record<string, Row>>>> = {
  bind: {
    "00": { why: "the document's own fields", as: "open", sends: () => bindOctets(9) },
    "05": { why: "a second bind", sends: () => bindOctets(9) },
    "08": { why: "our own failure", as: "open", scenario: "0x08", sends: () => bindOctets(9) },
    "0d": { why: "a disabled account", as: "open", sends: () => bindOctets(9, "'smpp9500' 00", "'disabled' 00") },
    "0e": { why: "a wrong password", as: "open", sends: () => bindOctets(9, "'wrong' 00") },
    "0f": { why: "an unknown system_id", as: "open", sends: () => bindOctets(9, "'smpp9500' 00", "'nobody' 00") },
    "53": {
      why: "a system_type without its NUL",
      as: "open",
      sends: () => pdu(`00000009 00000000 00000001 '126b114c' 00 'smpp9500' 00 'SMPPSMPPSMPPSMPP' 00 34 01 01 00`),
    },
  },
  submit_sm: {
    "00": { why: "an SMS", sends: () => submit() },
    "01": { why: "no text", sends: () => submit({ text: "" }) },
    "04": { why: "a receiver submits", as: "receiver", sends: () => submit() },
    "06": { why: "priority 4", sends: () => submit({ priority: "04" }) },
    "08": { why: "our own failure", scenario: "0", sends: () => submit() },
    "0a": { why: "an alphanumeric source over 11", sends: () => submit({ source: "05 00 'ALPHANUMERIC1' 00" }) },
    "0b": { why: "a number of four digits", sends: () => submit({ to: "'1199'" }) },
    "0d": {
      why: "the account was disabled after the bind",
      account: "switched",
      sends: async ({ emulator, client }) => {
        await emulator.scenario.put({ scenario: "off", accounts: { "mensagem/switched": { enabled: false } } });
        // Our unbind comes first; until it is answered, what is asked still is.
        expect(readHeader(await client.readPdu()).command).toBe(0x06);
        return submit();
      },
    },
    "14": {
      why: "the account's queue is full",
      account: "queue",
      sends: async ({ submitted }) => {
        await submitted({ schedule: tomorrow });
        return submit();
      },
    },
    "15": { why: "a service_type of six characters", sends: () => submit({ service: "'SIXSIX' 00" }) },
    "42": {
      why: "a pending segment cannot be replaced",
      sends: async ({ submitted }) => {
        await submitted(segment("'11999990042'"));
        return submit({ to: "'11999990042'", replace: "01" });
      },
    },
    "43": { why: "a user data header beyond the message", sends: () => submit({ esm: "40", text: "09 00 03" }) },
    "45": { why: "no credit", account: "poor", sends: () => submit() },
    "54": { why: "replace_if_present 2", sends: () => submit({ replace: "02" }) },
    "58": {
      why: "over the account's rate",
      account: "slow",
      sends: async ({ submitted }) => {
        await submitted();
        return submit();
      },
    },
    "61": { why: "a month 13", sends: () => submit({ schedule: "'991332000000000+' 00" }) },
    "62": { why: "a validity that has passed", sends: () => submit({ validity: "'200101000000000+' 00" }) },
    "63": { why: "an unknown predefined message", sends: () => submit({ predefined: "07" }) },
    c0: { why: "three octets left over", sends: () => submit({ tlvs: "02 0c 00" }) },
    c2: { why: "a sar_msg_ref_num of one octet", sends: () => submit({ tlvs: "020c 0001 07" }) },
    c4: {
      why: "segment 3 of 2",
      sends: () => submit({ tlvs: "020c 0002 0007 020e 0001 02 020f 0001 03" }),
    },
  },
  data_sm: {
    c3: {
      why: "no message_payload",
      sends: () => request(ids.data_sm, `00 ${fromLa} 01 01 '11999990001' 00 00 00 00`),
    },
  },
  submit_multi: {
    "33": { why: "no destination", sends: () => multi("00") },
    "34": { why: "an unknown list", sends: () => multi("01 02 'nobodies' 00") },
    "40": { why: "destination flag 3", sends: () => multi("01 03 01 01 '11999990001' 00") },
    "44": { why: "a list that may not be used", account: "lists", sends: () => multi("01 02 'closed' 00") },
  },
  query_sm: {
    "00": { why: "a message of ours", sends: async ({ submitted }) => query(await submitted()) },
    "04": { why: "a receiver asks", as: "receiver", sends: () => query("1") },
    "0c": { why: "an unknown id", sends: () => query("nobody") },
    "67": { why: "another source", sends: async ({ submitted }) => query(await submitted(), "01 01 '1' 00") },
  },
  cancel_sm: {
    "00": {
      why: "a scheduled message",
      sends: async ({ submitted }) => cancel(await submitted({ schedule: tomorrow })),
    },
    "04": { why: "a receiver cancels", as: "receiver", sends: () => cancel("1") },
    "0c": { why: "an unknown id", sends: () => cancel("nobody") },
    "11": {
      why: "cancelled before",
      sends: async ({ submitted, request }) => {
        const id = await submitted({ schedule: tomorrow });
        await request(cancel(id));
        return cancel(id);
      },
    },
  },
  replace_sm: {
    "00": {
      why: "a scheduled message",
      sends: async ({ submitted }) => replace(await submitted({ schedule: tomorrow })),
    },
    "04": { why: "a receiver replaces", as: "receiver", sends: () => replace("1") },
    "0c": { why: "an unknown id", sends: () => replace("nobody") },
    "13": {
      why: "one that is cancelled",
      sends: async ({ submitted, request }) => {
        const id = await submitted({ schedule: tomorrow });
        await request(cancel(id));
        return replace(id);
      },
    },
    "01": {
      why: "no text",
      sends: async ({ submitted }) => replace(await submitted({ schedule: tomorrow }), "00 00", ""),
    },
    "61": {
      why: "a month 13",
      sends: async ({ submitted }) => replace(await submitted({ schedule: tomorrow }), "'991332000000000+' 00 00"),
    },
    "62": {
      why: "a validity that has passed",
      sends: async ({ submitted }) => replace(await submitted({ schedule: tomorrow }), "00 '200101000000000+' 00"),
    },
  },
  enquire_link: { "00": { why: "a sign of life", as: "open", sends: () => request(0x15) } },
  unbind: {
    "00": { why: "bound", sends: () => request(0x06) },
    "04": { why: "not bound", as: "open", sends: () => request(0x06) },
  },
  generic_nack: {
    "02": { why: "command_length 15", sends: () => octets("0000000f 00000015 00000000 00000077") },
    "03": { why: "a command_id that 3.4 has not", sends: () => request(0x0fff) },
  },
};

const responses: Readonly<Record<string, number>> = {
  ...ids,
  bind: 0x09,
  enquire_link: 0x15,
  unbind: 0x06,
  generic_nack: 0,
};

let emulator: Emulator;
beforeAll(async () => {
  const account = (name: string, more: object = {}, smpp: object = {}): object => ({
    [`mensagem/${name}`]: {
      credits: { long: 99 },
      ...more,
      details: { integrationUser: name, smppPassword: "smpp9500", smpp },
    },
  });
  emulator = await emulate({
    ...account("disabled", { enabled: false }),
    ...account("switched"),
    ...account("queue", {}, { queueLimit: 1 }),
    ...account("poor", { credits: { long: 0 } }),
    ...account("slow", { rate: { rate: "1/s", burst: 1 } }),
    ...account("lists", {}, { lists: [{ name: "closed", numbers: ["11999990001"], allowed: false }] }),
  });
});
afterAll(undoAll);

async function status(client: RawClient, message: Buffer): Promise<{ command: number; status: number; body: Buffer }> {
  return readHeader(await client.send(message).readPdu());
}

describe("statuses, by command", () => {
  it("each of the list has a row, and no row stands for another", () => {
    const had = Object.entries(rows).map(([command, of]) => [command, Object.keys(of).toSorted()]);
    const wanted = Object.entries(list).map(([command, of]) => [command, of.split(" ").toSorted()]);
    expect(had).toEqual(wanted);
  });

  const table = Object.entries(rows).flatMap(([command, of]) =>
    Object.entries(of).map(([code, row]) => ({ command, code, row, why: row.why })),
  );
  it.each(table)("$command 0x$code: $why", async ({ command, code, row }) => {
    const rules =
      row.scenario === undefined
        ? []
        : [
            {
              rule: "it",
              when: { operation: command === "bind" ? "bind_transceiver" : command },
              then: [{ answer: row.scenario }],
            },
          ];
    await emulator.scenario.put({ scenario: "nothing", rules: [] });
    const client = row.as === "open" ? await rawClient(emulator) : await rawBound(emulator, row.as, row.account);
    await emulator.scenario.put({ scenario: "a row", rules });
    const request: Query = async (message) => (await status(client, message)).status;
    const submitted = async (of: Submit = {}): Promise<string> => {
      const answer = await status(client, submit(of));
      expect(answer.status).toBe(0);
      return answer.body.subarray(0, -1).toString();
    };
    const answer = await status(client, await row.sends({ emulator, client, request, submitted }));
    expect(hex(answer.status)).toBe(code);
    expect(answer.command).toBe(((responses[command] ?? 0) | 0x80000000) >>> 0);
  });
});

// PDUs of an ESME in each state of a session, from a grammar of SMPP 3.4: every command, right and wrong fields, TLVs,
// lengths that lie.

import type { Chance } from "./chance.ts";
import { spoilt } from "./grammar.ts";

const commands = [
  ...[0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0b, 0x15, 0x21, 0x102, 0x103],
  ...[0x80000000, 0x80000001, 0x80000004, 0x80000005, 0x80000015, 0x80000103, 0x0000000a, 0x7fffffff],
];

const cstring = (text: string): Buffer => Buffer.from(`${text}\0`, "latin1");
const int = (octets: number, number: number): Buffer => {
  const out = Buffer.alloc(octets);
  out.writeUIntBE(number % 256 ** octets, 0, octets);
  return out;
};

function pdu(chance: Chance, command: number, body: Buffer, sequence: number): Buffer {
  const lie = chance.below(60) === 0 ? chance.below(40) - 20 : 0;
  const length = int(4, Math.max(0, 16 + body.length + lie));
  return Buffer.concat([length, int(4, command), int(4, chance.below(40) === 0 ? 8 : 0), int(4, sequence), body]);
}

function bindBody(chance: Chance): Buffer {
  const right = chance.below(4) > 0;
  const [user, password] = right
    ? ["126b114c", "smpp9500"]
    : [chance.pick(["", "126b114c", "x".repeat(20)]), chance.pick(["", "wrong"])];
  return Buffer.concat([
    cstring(user),
    cstring(password),
    cstring(""),
    int(1, chance.pick([0x34, 0x33, 0x50])),
    int(2, 0),
    cstring(""),
  ]);
}

function tlvs(chance: Chance): Buffer {
  const item = (): Buffer => {
    const value = chance.octets(chance.below(20));
    const tag = chance.pick([0x0424, 0x020c, 0x020e, 0x020f, 0x001e, 0x0427, 0x0204, 0x1400, 0xffff]);
    return Buffer.concat([int(2, tag), int(2, chance.below(20) === 0 ? chance.below(65_536) : value.length), value]);
  };
  return Buffer.concat(Array.from({ length: chance.below(3) }, item));
}

function address(chance: Chance): Buffer {
  return Buffer.concat([
    int(1, chance.below(8)),
    int(1, chance.below(8)),
    cstring(chance.pick(["28149", "11999990001", "5511999990001", "", "abc", "9".repeat(25)])),
  ]);
}

function messageBody(chance: Chance, multi: boolean): Buffer {
  const text = chance.pick([
    Buffer.from("Oi"),
    Buffer.alloc(0),
    chance.octets(chance.below(254)),
    Buffer.from("050003010201", "hex"),
  ]);
  const many = 1 + chance.below(3);
  const destinations = multi
    ? Buffer.concat([
        int(1, many),
        ...Array.from({ length: many }, () => Buffer.concat([int(1, chance.pick([1, 1, 2, 3])), address(chance)])),
      ])
    : address(chance);
  const dates = ["", "", "", "000000000500000R", "260302120000000+", "x"];
  return Buffer.concat([
    cstring(chance.pick(["", "", "CMT", "toolongtype"])),
    address(chance),
    destinations,
    int(1, chance.pick([0, 0, 0x40, 0x04, 0xff])),
    int(1, chance.below(3)),
    int(1, chance.below(5)),
    cstring(chance.pick(dates)),
    cstring(chance.pick(dates)),
    int(1, chance.pick([0, 1, 2, 0x10, 0xff])),
    int(1, 0),
    int(1, chance.pick([0, 1, 3, 4, 8, 0xf0])),
    int(1, 0),
    int(1, chance.below(20) === 0 ? chance.below(256) : text.length),
    text,
    tlvs(chance),
  ]);
}

function bodyOf(chance: Chance, command: number): Buffer {
  switch (command) {
    case 0x01:
    case 0x02:
    case 0x09:
      return bindBody(chance);
    case 0x03:
      return Buffer.concat([cstring("0".repeat(10)), address(chance)]);
    case 0x04:
    case 0x05:
    case 0x103:
      return messageBody(chance, false);
    case 0x21:
      return messageBody(chance, true);
    case 0x07:
      return Buffer.concat([
        cstring("1"),
        address(chance),
        cstring(""),
        cstring(""),
        int(3, 0),
        int(1, 2),
        Buffer.from("Oi"),
      ]);
    case 0x08:
      return Buffer.concat([cstring(""), cstring("1"), address(chance), address(chance)]);
    case 0x0b:
      return Buffer.concat([cstring("1"), cstring("x")]);
    case 0x06:
    case 0x15:
    case 0x80000000:
      return Buffer.alloc(0);
    default:
      return chance.octets(chance.below(40));
  }
}

/** A whole session: not bound, or bound one of the three ways, then up to eight PDUs, perhaps an unbind among them. */
export function smppSession(chance: Chance): Buffer {
  const begin = chance.pick([0, 0x01, 0x02, 0x09, 0x09, 0x09]);
  const right = Buffer.concat([
    cstring("126b114c"),
    cstring("smpp9500"),
    cstring(""),
    int(1, 0x34),
    int(2, 0),
    cstring(""),
  ]);
  const sentences: Buffer[] =
    begin === 0 ? [] : [Buffer.concat([int(4, 16 + right.length), int(4, begin), int(4, 0), int(4, 1), right])];
  for (let n = 1 + chance.below(8); n > 0; n--) {
    const command = chance.below(3) === 0 ? chance.pick(commands) : chance.pick([0x04, 0x04, 0x103, 0x21]);
    const whole = pdu(chance, command, bodyOf(chance, command), chance.below(50) === 0 ? 0 : n + 1);
    // Broken PDUs mostly end the session.
    sentences.push(chance.below(4) === 0 ? spoilt(chance, whole) : whole);
  }
  return Buffer.concat(sentences);
}

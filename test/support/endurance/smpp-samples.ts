// Conversations of an ESME, PDU by PDU, each with what is right or wrong about it: every command in every state, bodies that
// are right, wrong in one known way, or spoilt anyhow.

import type { Chance } from "./chance.ts";
import { type CommandRow, commandRows, type SampleSubject, strangeIds } from "./smpp-oracle.ts";

/** system_id and password of an account, and two systems that are nobody's. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

const cstring = (text: string): Buffer => Buffer.from(`${text}\0`, "latin1");
const int = (octets: number, number: number): Buffer => {
  const out = Buffer.alloc(octets);
  out.writeUIntBE(number, 0, octets);
  return out;
};

/** A mandatory field: octets that are right, and those that are not with the status they are refused with. */
interface Part {
  readonly right: (chance: Chance) => Buffer;
  readonly wrong?: readonly (readonly [octets: (chance: Chance) => Buffer, status: number])[];
}

const x = (count: number): Buffer => Buffer.alloc(count, "x");
/** A C-octet string of at most `max` octets. */
const text = (max: number, status: number, ...some: readonly string[]): Part => ({
  right: (chance) => cstring(chance.pick(some.length === 0 ? ["", "a", "x".repeat(max - 1)] : some)),
  // No NUL within its octets, however many follow.
  wrong: [[(chance) => cstring("x".repeat(max + chance.below(200))), status]],
});
const octet = (...some: readonly number[]): Part => ({
  right: (chance) => int(1, some.length === 0 ? chance.below(256) : chance.pick(some)),
});
const time = (status: number): Part => ({
  right: (chance) => cstring(chance.pick(["", "", "000000001000000R", "260302120000000+", "x".repeat(16)])),
  wrong: [
    [() => cstring("1"), status],
    [() => cstring("x".repeat(15)), status],
    [() => cstring("x".repeat(17)), status],
  ],
});
const address = (max: number, status: number): readonly Part[] => [
  octet(),
  octet(),
  text(max, status, "", "28149", "11999990001", "5511999990001", "abc", "9".repeat(20)),
];
const message: Part = {
  right(chance) {
    const octets = chance.pick([Buffer.from("Oi"), Buffer.alloc(0), chance.octets(1 + chance.below(254))]);
    return Buffer.concat([int(1, octets.length), octets]);
  },
  wrong: [[() => Buffer.concat([int(1, 255), x(255)]), 0x01]],
};
const destination = (chance: Chance): Buffer =>
  chance.below(4) === 0
    ? Buffer.concat([int(1, 2), cstring(chance.pick(["lista", "x".repeat(20)]))])
    : Buffer.concat([int(1, 1), int(2, 0x0101), cstring(chance.pick(["11999990001", "abc"]))]);
const destinations: Part = {
  right(chance) {
    const many = chance.pick([1, 2, 3, 254]);
    return Buffer.concat([int(1, many), ...Array.from({ length: many }, () => destination(chance))]);
  },
  wrong: [
    [() => int(1, 0), 0x33],
    [() => Buffer.concat([int(1, 255), x(20)]), 0x33],
    [() => Buffer.concat([int(1, 1), int(1, 3), int(2, 0), cstring("1")]), 0x40],
    [() => Buffer.concat([int(1, 1), int(1, 2), cstring("x".repeat(21))]), 0x34],
    [() => Buffer.concat([int(1, 1), int(1, 1), int(2, 0), cstring("1".repeat(21))]), 0x0b],
  ],
};

const [source, destinationAddress] = [address(21, 0x0a), address(21, 0x0b)];
const type = text(6, 0x15, "", "CMT", "ABCDE");
const times = [time(0x61), time(0x62)];
const handling = [octet(), octet(), octet(), ...times, octet(), octet(), octet(), octet(), message];
const id = text(65, 0x0c, "", "0".repeat(32), "1", "x".repeat(64));
const sm = [type, ...source, ...destinationAddress, ...handling];

/** The mandatory fields of each request; a response, which nobody reads, has any octets. */
const bodies: Readonly<Record<string, readonly Part[]>> = {
  outbind: [text(16, 0x0f), text(65, 0x0e)],
  unbind: [],
  submit_sm: sm,
  submit_multi: [type, ...source, destinations, ...handling],
  deliver_sm: sm,
  data_sm: [type, ...address(65, 0x0a), ...address(65, 0x0b), octet(), octet(), octet()],
  query_sm: [id, ...source],
  cancel_sm: [type, id, ...source, ...destinationAddress],
  replace_sm: [id, ...source, ...times, octet(), octet(), message],
  enquire_link: [],
  alert_notification: [...address(65, 0x0a), ...address(65, 0x0b)],
};
const withTlvs = new Set(["submit_sm", "submit_multi", "deliver_sm", "data_sm", "alert_notification"]);

const tlv = (tag: number, value: Buffer): Buffer => Buffer.concat([int(2, tag), int(2, value.length), value]);
const goodTlvs = (chance: Chance): Buffer =>
  chance.pick([
    Buffer.alloc(0),
    Buffer.alloc(0),
    tlv(0x0204, chance.octets(2)),
    tlv(0x0424, chance.octets(chance.below(500))),
    tlv(0x1400, chance.octets(chance.below(9))),
    Buffer.concat([tlv(0x020c, int(2, 7)), tlv(0x020e, int(1, 2)), tlv(0x020f, int(1, 1))]),
  ]);
/** Mistakes in optional parameters, where a command has some. */
const badTlvs: readonly (readonly [Buffer, number])[] = [
  [Buffer.of(4), 0xc0],
  [Buffer.of(4, 0x27), 0xc0],
  [Buffer.of(4, 0x27, 0), 0xc0],
  [Buffer.concat([int(2, 0x0424), int(2, 9), Buffer.from("Oi")]), 0xc0],
  [Buffer.concat([int(2, 0x1400), int(2, 0xffff)]), 0xc0],
  [tlv(0x0204, int(1, 1)), 0xc2],
  [tlv(0x0427, Buffer.alloc(0)), 0xc2],
  [tlv(0x0381, int(1, 1)), 0xc2],
  [tlv(0x020e, int(1, 0)), 0xc4],
  [tlv(0x020f, int(1, 0)), 0xc4],
  [tlv(0x001e, Buffer.from("ab")), 0xc4],
];

interface Body {
  readonly octets: Buffer;
  readonly flaw: SampleSubject["flaw"];
}

function bodyOf(chance: Chance, parts: readonly Part[], tlvs: boolean): Body {
  const right = parts.map((part) => part.right(chance));
  const whole = Buffer.concat(right);
  switch (chance.below(8)) {
    case 0: {
      // A field is wrong, and those before it are right.
      const able = parts.flatMap((part, index) => (part.wrong === undefined ? [] : [{ wrong: part.wrong, index }]));
      if (able.length === 0) break;
      const { wrong, index } = chance.pick(able);
      const [octets, flaw] = chance.pick(wrong);
      const rest = Buffer.concat([...right.slice(0, index), octets(chance), ...right.slice(index + 1)]);
      // Octets behind it in any case, so that it is too long rather than cut off.
      return { octets: Buffer.concat([rest, x(80)]), flaw };
    }
    case 1:
      if (whole.length === 0) break;
      return { octets: whole.subarray(0, chance.below(whole.length)), flaw: 0x02 };
    case 2: {
      if (!tlvs) return { octets: Buffer.concat([whole, chance.octets(1 + chance.below(3))]), flaw: 0x02 };
      const [octets, flaw] = chance.pick(badTlvs);
      return { octets: Buffer.concat([whole, octets]), flaw };
    }
    case 3: {
      if (whole.length === 0) break;
      const spoilt = Buffer.from(whole);
      for (let count = chance.below(4); count >= 0; count--) spoilt[chance.below(spoilt.length)] = chance.below(256);
      return { octets: spoilt, flaw: "perhaps" };
    }
    default:
  }
  return { octets: tlvs ? Buffer.concat([whole, goodTlvs(chance)]) : whole, flaw: "none" };
}

function pdu(id: number, status: number, sequence: number, body: Buffer): Buffer {
  return Buffer.concat([int(4, 16 + body.length), int(4, id), int(4, status), int(4, sequence), body]);
}

/** A bind; one that is wrong in an unknown way would leave everybody in the dark about the state. */
function bind(chance: Chance, { id }: CommandRow, sequence: number, right: Credentials): SampleSubject {
  const credentials = chance.pick(["right", "right", "right", "right", "unknown", "wrong"] as const);
  const version = chance.pick([0x34, 0x34, 0x34, 0x34, 0x33, 0x50, 0x00, 0x10]);
  const parts: readonly Part[] = [
    text(16, 0x0f, credentials === "unknown" ? "nobody" : right.user),
    text(65, 0x0e, credentials === "wrong" ? "wrong" : right.password),
    text(13, 0x53, "", "SMPP", "x".repeat(12)),
    octet(version),
    octet(),
    octet(),
    text(41, 0x0d, "", "11*", "x".repeat(40)),
  ];
  for (;;) {
    const { octets, flaw } = bodyOf(chance, parts, false);
    if (flaw === "perhaps") continue;
    const old = version < 0x34;
    return { octets: pdu(id, chance.below(9) === 0 ? 5 : 0, sequence, octets), id, sequence, flaw, credentials, old };
  }
}

/** PDUs for any state: a command, an id that is none, a length that cannot be. */
type Subject = CommandRow | number | "broken";
export const subjects: readonly Subject[] = [...commandRows, ...strangeIds, "broken"];

function anySubject(chance: Chance): Subject {
  if (chance.below(40) === 0) return "broken";
  return chance.below(8) === 0 ? chance.pick(strangeIds) : chance.pick(commandRows);
}

/** @param max octets of a PDU that is taken */
function sentences(chance: Chance, subject: Subject, right: Credentials, sequence: number, max: number): SampleSubject {
  if (subject === "broken") {
    const length = chance.pick([0, 1, 4, 15, max + 1, 0xffffffff]);
    const octets = Buffer.concat([int(4, length), int(4, 4), int(4, 0), int(4, sequence)]);
    return { octets, id: 4, sequence, flaw: "none", broken: length < 16 ? 0 : sequence };
  }
  if (typeof subject === "number") {
    const octets = pdu(subject, 0, sequence, chance.octets(chance.below(60)));
    return { octets, id: subject, sequence, flaw: "perhaps" };
  }
  const { id, kind, name } = subject;
  if (kind === "bind") return bind(chance, subject, sequence, right);
  const status = chance.below(9) === 0 ? chance.below(0x10000) : 0;
  if (kind === "response") {
    const octets = pdu(id, status, sequence, chance.octets(chance.pick([0, 0, 1, 33, 200])));
    return { octets, id, sequence, flaw: "perhaps" };
  }
  const { octets, flaw } = bodyOf(chance, bodies[name] ?? [], withTlvs.has(name));
  return { octets: pdu(id, status, sequence, octets), id, sequence, flaw };
}

const binds = [null, ...commandRows.filter(({ kind }) => kind === "bind")];
/** After so many conversations everything has been said in every state. */
export const rounds = binds.length * subjects.length;

/** The PDUs of a conversation, up to thirty: not bound or bound one of the three ways, then one subject after the other. */
export function conversation(
  chance: Chance,
  number: number,
  right: Credentials,
  maxCount: { readonly open: number; readonly bound: number },
): readonly SampleSubject[] {
  const all: SampleSubject[] = [];
  const used = new Set<number>();
  const fresh = (): number => {
    // Any number that an ESME likes, but told apart: answers may come in any order.
    for (;;) {
      const drawn = chance.below(2 ** 32);
      const sequence = chance.pick([0, 1, 0x7fffffff, 0x80000000, 0xffffffff, drawn, drawn, drawn]);
      if (used.has(sequence)) continue;
      used.add(sequence);
      return sequence;
    }
  };
  const isBound = (): boolean => all.some(({ credentials, flaw }) => credentials === "right" && flaw === "none");
  const begin = binds[number % binds.length] ?? null;
  while (begin !== null && !isBound()) all.splice(0, 1, bind(chance, begin, fresh(), right));
  let first: Subject | undefined = subjects[Math.floor(number / binds.length) % subjects.length];
  const many = all.length + 1 + chance.below(30);
  while (all.length < many) {
    const max = isBound() ? maxCount.bound : maxCount.open;
    const item = sentences(chance, first ?? anySubject(chance), right, fresh(), max);
    if (item.broken === undefined && item.octets.length > max) continue;
    first = undefined;
    // An unbind ends it, which would be half of all conversations.
    if (item.id === 6 && all.length > 1 && chance.below(3) > 0) continue;
    all.push(item);
  }
  return all;
}

/** The same octets in pieces: all at once, PDU by PDU, or cut anywhere. */
export function pieces(chance: Chance, output: readonly SampleSubject[]): readonly Buffer[] {
  const whole = Buffer.concat(output.map(({ octets }) => octets));
  switch (chance.below(4)) {
    case 0:
      return [whole];
    case 1:
      return output.map(({ octets }) => octets);
    default: {
      const cuts: Buffer[] = [];
      const longest = chance.pick([1, 7, 40, 400, 4_000]) + Math.floor(whole.length / 200);
      for (let at = 0; at < whole.length; ) {
        const piece = whole.subarray(at, at + 1 + chance.below(longest));
        cuts.push(piece);
        at += piece.length;
      }
      return cuts;
    }
  }
}

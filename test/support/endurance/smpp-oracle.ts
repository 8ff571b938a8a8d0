// Answers of the SMSC to every PDU in every state of a session: the table of SMPP 3.4 (sections 2.3 and 4), written down
// once more and apart from the product's, as the provider's README has it.

/**
 * `OPEN` is also the session of an ESME that was called by outbind. `UNBOUND` is one that waits for answers in the making
 * before its unbind is answered: what is said then may be answered, as out of its state. Thereafter it is `OVER`.
 */
export type State = "OPEN" | "BOUND_TX" | "BOUND_RX" | "BOUND_TRX" | "UNBOUND" | "OVER";

export type Kind = "bind" | "unbind" | "link" | "service" | "delivery" | "unanswered" | "response";

export interface CommandRow {
  readonly name: string;
  readonly id: number;
  readonly kind: Kind;
}

const row = (id: number, kind: Kind, name: string): CommandRow => ({ id, kind, name });

/** Every PDU of 3.4, requests first. */
export const commandRows: readonly CommandRow[] = [
  row(0x00000001, "bind", "bind_receiver"),
  row(0x00000002, "bind", "bind_transmitter"),
  row(0x00000009, "bind", "bind_transceiver"),
  row(0x0000000b, "unanswered", "outbind"),
  row(0x00000006, "unbind", "unbind"),
  row(0x00000004, "service", "submit_sm"),
  row(0x00000021, "service", "submit_multi"),
  row(0x00000005, "delivery", "deliver_sm"),
  row(0x00000103, "service", "data_sm"),
  row(0x00000003, "service", "query_sm"),
  row(0x00000008, "service", "cancel_sm"),
  row(0x00000007, "service", "replace_sm"),
  row(0x00000015, "link", "enquire_link"),
  row(0x00000102, "unanswered", "alert_notification"),
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0x15, 0x21, 0x103].map((id) => row(0x80000000 + id, "response", `response ${id}`)),
];

/** Ids that 3.4 has no PDU for: reserved ones, a vendor's, those of 5.0. */
export const strangeIds: readonly number[] = [
  ...[0x00000000, 0x0000000a, 0x0000000c, 0x00000014, 0x00000016, 0x00000022, 0x00000100, 0x00000101, 0x00000104],
  ...[0x000001ff, 0x00010200, 0x000102ff, 0x00000111, 0x00000113, 0x0000ffff, 0x7fffffff, 0x20202020],
  ...[0x8000000a, 0x8000000b, 0x80000102, 0x80000111, 0x800001ff, 0xffffffff],
];

const bound: Readonly<Record<string, State>> = {
  bind_receiver: "BOUND_RX",
  bind_transmitter: "BOUND_TX",
  bind_transceiver: "BOUND_TRX",
};

/** Statuses by their numbers in 5.1.3. */
export const code = { ok: 0, length: 2, id: 3, state: 4, bound: 5, password: 0x0e, system: 0x0f } as const;
/** Statuses that refuse a body before the state is checked. */
const malformed = new Set([
  ...[0x01, 0x02, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x15, 0x33, 0x34, 0x40, 0x53, 0x61, 0x62, 0xc0, 0xc2, 0xc4],
]);
const genericNack = 0x80000000;

/** A PDU as it is sent. */
export interface SampleSubject {
  readonly octets: Buffer;
  readonly id: number;
  readonly sequence: number;
  /** The status that its body is refused with; `perhaps`: nobody knows whether and how the body is wrong. */
  readonly flaw: number | "none" | "perhaps";
  /** Its command_length cannot be: the sequence number of the generic_nack. */
  readonly broken?: number;
  /** Fields of a bind. */
  readonly credentials?: "right" | "unknown" | "wrong";
  /** interface_version below 3.4: no optional parameter may come back. */
  readonly old?: boolean;
}

/** An answer that is due. */
export interface Expected {
  readonly id: number;
  readonly sequence: number;
  /** Null: whatever a request that is allowed may be answered. */
  readonly status: number | readonly number[] | null;
  /** Octets that a good bind_resp has behind its system_id. */
  readonly tlvs?: number;
  /** It may stay away. */
  readonly optional?: true;
}

export class Oracle {
  state: State = "OPEN";
  readonly expected: Expected[] = [];
  /** As a session counts: PDUs taken, those that nobody waits for, enquire_link. */
  readonly counters = { received: 0, stray: 0, enquireLinks: 0 };
  /** Answer to an allowed and well-formed request; null: unknown. */
  readonly #served: number | null;
  /** Whether answers are given a while after their requests. */
  readonly #late: boolean;

  constructor(served: number | null, late = false) {
    this.#served = served;
    this.#late = late;
  }

  /** Last PDU of a session that ends by a request; null: the client ends it. */
  get last(): Expected | null {
    if (this.state === "OVER" || this.state === "UNBOUND")
      return this.expected.findLast(({ optional }) => optional !== true) ?? null;
    return null;
  }

  hear(sentences: SampleSubject): void {
    if (this.state === "OVER") return;
    if (sentences.broken !== undefined) {
      this.#expect({ id: genericNack, sequence: sentences.broken, status: code.length });
      if (this.state !== "UNBOUND") this.state = "OVER";
      return;
    }
    this.counters.received++;
    const result = commandRows.find(({ id }) => id === sentences.id);
    if (result === undefined) {
      // A PDU that looks like a response belongs to no request and is dropped.
      if (sentences.id >= genericNack) this.counters.stray++;
      else this.#expect({ id: genericNack, sequence: sentences.sequence, status: code.id });
      return;
    }
    if (result.kind === "response" || result.kind === "unanswered") {
      this.counters.stray++;
      return;
    }
    if (typeof sentences.flaw === "number") {
      this.#answer(sentences, sentences.flaw);
      return;
    }
    this.#wellFormed(sentences, result);
  }

  #wellFormed(sentences: SampleSubject, { kind, name }: CommandRow): void {
    const perhaps = sentences.flaw === "perhaps";
    switch (kind) {
      case "bind":
        if (this.state !== "OPEN") this.#answer(sentences, code.bound);
        else if (sentences.credentials === "right") {
          this.state = bound[name] ?? "OVER";
          this.#expect({ ...this.#to(sentences), status: code.ok, tlvs: sentences.old === true ? 0 : 5 });
        } else this.#answer(sentences, sentences.credentials === "wrong" ? code.password : code.system);
        return;
      case "unbind":
        if (this.state === "OPEN" || this.state === "UNBOUND") this.#answer(sentences, code.state);
        else {
          this.#answer(sentences, code.ok);
          this.state = this.#late ? "UNBOUND" : "OVER";
        }
        return;
      case "link":
        this.counters.enquireLinks++;
        this.#answer(sentences, code.ok);
        return;
      case "delivery":
        this.#answer(sentences, perhaps ? [code.state, ...malformed] : code.state);
        return;
      case "service": {
        const mayQuery = this.state === "BOUND_TX" || this.state === "BOUND_TRX";
        if (mayQuery) this.#answer(sentences, perhaps ? null : this.#served);
        else this.#answer(sentences, perhaps ? [code.state, ...malformed] : code.state);
      }
    }
  }

  #to({ id, sequence }: SampleSubject): Pick<Expected, "id" | "sequence"> {
    return { id: genericNack + id, sequence };
  }

  #answer(sentences: SampleSubject, status: Expected["status"]): void {
    this.#expect({ ...this.#to(sentences), status });
  }

  #expect(due: Expected): void {
    this.expected.push(this.state === "UNBOUND" ? { ...due, optional: true } : due);
  }
}

/** An answer as it came. */
export interface Answered {
  readonly id: number;
  readonly sequence: number;
  readonly status: number;
  readonly body: Buffer;
}

/** Cuts what came into PDUs. @throws when it does not end with one */
export function answersIn(octets: Buffer): readonly Answered[] {
  const all: Answered[] = [];
  for (let at = 0; at < octets.length; ) {
    const length = octets.length < at + 16 ? 0 : octets.readUInt32BE(at);
    if (length < 16 || at + length > octets.length) throw new Error(`no PDU: ${octets.toString("hex", at)}`);
    const word = (n: number): number => octets.readUInt32BE(at + n);
    all.push({ id: word(4), status: word(8), sequence: word(12), body: octets.subarray(at + 16, at + length) });
    at += length;
  }
  return all;
}

/** Whether this is the answer that is due; null when it is, else what is wrong with it. */
export function objection({ id, sequence, status, tlvs }: Expected, answer: Answered): string | null {
  const hex = (number: number): string => `0x${number.toString(16)}`;
  if (answer.id !== id) return `the answer is ${hex(answer.id)} instead of ${hex(id)}`;
  if (answer.sequence !== sequence) return `its sequence is ${answer.sequence} instead of ${sequence}`;
  const right = status === null ? answer.status !== code.state : [status].flat().includes(answer.status);
  if (!right) return `${hex(id)} has status ${hex(answer.status)}, due is ${status}`;
  const bare = answer.status !== 0 && answer.body.length > 0;
  if (bare) return `${hex(id)} with status ${hex(answer.status)} has a body`;
  if (tlvs === undefined) return null;
  const behind = answer.body.length - answer.body.indexOf(0) - 1;
  return behind === tlvs ? null : `the bind_resp has ${behind} octets behind its system_id`;
}

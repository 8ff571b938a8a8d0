// Requests of clients and their answers, over all the lives of a data file. Every message goes to a number
// of its own and every inbound has a text of its own, so that whatever turns up can be told apart.

/** How news of a message comes back. */
export type ClientEvent = "callback" | "receipt" | "none";

export interface Sending {
  readonly act: string;
  /** Those that one request asks for: they are kept all or none. */
  readonly group: number;
  readonly account: string;
  /** 11 digits. */
  readonly number: string;
  readonly text: string;
  readonly report: ClientEvent;
  /** `later`: scheduled for long after the test. */
  readonly due: "now" | "later";
  acknowledged: boolean;
  /** As the client got it; null where the provider gives none, or it was never acknowledged. */
  id: string | null;
  cancelled: "no" | "requested" | "acknowledged";
  replaced: { readonly text: string; readonly acknowledged: boolean } | null;
}

/** Inbound messages of a phone, through the control API. */
export interface Phoned {
  readonly text: string;
  readonly account: string;
  acknowledged: boolean;
}

export type Input = Partial<Pick<Sending, "report" | "due" | "text">> & Pick<Sending, "account">;

export class Books {
  readonly sendings: Sending[] = [];
  readonly phoned: Phoned[] = [];
  #groups = 0;

  /** A request for this many messages, not acknowledged yet. */
  group(act: string, count: number, input: Input): readonly Sending[] {
    const group = ++this.#groups;
    return Array.from({ length: count }, () => {
      const n = this.sendings.length;
      // 999: a range of one operator that reports from the phone. The last digit says whether the phone answers.
      const number = `11999${String(n).padStart(6, "0")}`;
      const none = { acknowledged: false, id: null, cancelled: "no", replaced: null } as const;
      const sending: Sending = {
        act,
        group,
        number,
        text: `Oi ${n}`,
        report: "callback",
        due: "now",
        ...none,
        ...input,
      };
      this.sendings.push(sending);
      return sending;
    });
  }

  pick(act: string, input: Input): Sending {
    const [item] = this.group(act, 1, input);
    if (item === undefined) throw new Error("no sending");
    return item;
  }

  phone(account: string, more = ""): Phoned {
    const item = { text: `MO ${this.phoned.length} ${more}`.trim(), account, acknowledged: false };
    this.phoned.push(item);
    return item;
  }

  /** A message acknowledged in this life or an earlier one, with its id; null: none yet. */
  earlier(fits: (sending: Sending) => boolean): (Sending & { readonly id: string }) | null {
    const all = this.sendings.filter((sending) => sending.acknowledged && sending.id !== null && fits(sending));
    const item = all[(this.sendings.length * 7_919) % Math.max(1, all.length)];
    return item === undefined || item.id === null ? null : Object.assign(item, { id: item.id });
  }
}

export function acknowledge(sending: Sending, id: string | null): void {
  sending.acknowledged = true;
  sending.id = id;
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { createSeededRandom } from "../../src/clock/seeded-random.ts";
import type { Message } from "../../src/core/message.ts";
import { messageId } from "../../src/core/message-id.ts";
import type { Store } from "../../src/core/ports.ts";
import { callLike, messageLike, storeOn } from "../support/store.ts";

let store: Store;
afterEach(() => store.close());
const whole: Partial<Message> = {
  clientId: "pedido-1",
  word: "machine:200",
  statusAt: 5_000,
  scheduledFor: 2_000,
  expiresAt: 9_000,
  sentAt: 3_000,
  finalAt: 5_000,
  life: [],
  replies: [{ text: "SIM", after: 5 }],
  debits: [{ kind: "sms", amount: 2 }],
  callbacks: { copies: 2 },
  fields: { arq: "lote.csv", nested: { deep: [1, null] } },
};

describe("the ledger", () => {
  it("gives back what it was given, whatever is left out on the way", () => {
    store = storeOn();
    for (const more of [{}, whole]) {
      const { seq } = store.ledger.add(messageLike(more));
      expect(store.ledger.get(seq)).toEqual({ ...messageLike(more), seq });
    }
  });

  it("gives back each change, a status and whatever else, from memory and from the file", () => {
    const folder = mkdtempSync(join(tmpdir(), "torpedo-ledger-"));
    const file = join(folder, "changes.db");
    store = storeOn(file);
    const { seq } = store.ledger.add(messageLike({ word: "sent:1", fields: { arq: "a" } }));
    const changes: Partial<Message>[] = [
      { status: "sent", statusAt: 2_000, sentAt: 2_000, life: [{ status: "delivered", after: 9 }] },
      { text: "Tchau", fields: { arq: "b" } },
      { status: "delivered", statusAt: 3_000, finalAt: 3_000, life: [], word: "human:100" },
      { debits: [{ kind: "sms", amount: 1 }] },
    ];
    for (const apart of [false, true]) {
      for (const change of changes) {
        const before = store.ledger.get(seq);
        if (before === null) throw new Error("the message is gone");
        store.ledger.update({ ...before, ...change });
        if (apart) {
          store.close();
          store = storeOn(file);
        }
        expect(store.ledger.get(seq)).toEqual({ ...before, ...change });
      }
    }
    store.close();
    rmSync(folder, { recursive: true });
    store = storeOn();
  });

  it("keeps any text and any field as it is", () => {
    store = storeOn();
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.jsonValue(), (text, value) => {
        const fields = JSON.parse(JSON.stringify({ value }));
        const { seq } = store.ledger.add(messageLike({ text, fields }));
        expect(store.ledger.get(seq)).toMatchObject({ text: text.toWellFormed(), fields });
      }),
      { numRuns: 200 },
    );
  });

  it("finds a message by its id, by ids that tell their place and by others", () => {
    store = storeOn();
    const random = createSeededRandom("seed", "default");
    const reported = messageId(random, store.ledger.nextOrdinal("default"));
    store.ledger.add(messageLike({ provider: "mensagem", id: reported, text: "told" }));
    store.ledger.add(messageLike({ text: "other" }));
    // An id of the telling form that belongs elsewhere: it is found all the same.
    const foreign = messageId(random, 77);
    store.ledger.add(messageLike({ provider: "mensagem", id: foreign, text: "foreign" }));
    const text = (provider: string, id: string): string | undefined => store.ledger.byId("default", provider, id)?.text;
    expect([text("mensagem", reported), text("sophia", "5b678259ef213"), text("mensagem", foreign)]).toEqual([
      "told",
      "other",
      "foreign",
    ]);
    expect([text("sophia", reported), text("mensagem", messageId(random, 2))]).toEqual([undefined, undefined]);
  });

  it("never shows one sandbox what is another's", () => {
    store = storeOn();
    store.addSandbox("other");
    const mine = store.ledger.add(messageLike());
    const theirs = store.ledger.add(messageLike({ sandbox: "other" }));
    expect(theirs.seq).not.toBe(mine.seq);
    expect(store.ledger.get(theirs.seq)?.sandbox).toBe("other");
    expect(store.ledger.list("default", {}).map(({ seq }) => seq)).toEqual([mine.seq]);
    expect(store.ledger.byId("other", "sophia", "5b678259ef213")?.seq).toBe(theirs.seq);
    store.clearSandbox("other", true);
    expect([store.ledger.get(theirs.seq), store.ledger.count("default")]).toEqual([null, 1]);
  });

  it("filters and pages by place", () => {
    store = storeOn();
    for (let n = 1; n <= 9; n++)
      store.ledger.add(messageLike({ text: `n${n}`, status: n % 2 === 0 ? "sent" : "queued" }));
    const texts = (filter: object): string[] => store.ledger.list("default", filter).map(({ text }) => text);
    expect(texts({ status: "sent", after: 2, limit: 2 })).toEqual(["n4", "n6"]);
    expect(texts({ newestFirst: true, before: 9, limit: 2 })).toEqual(["n8", "n7"]);
    expect(texts({ text: "n3" })).toEqual(["n3"]);
    expect(store.ledger.count("default", { status: "queued" })).toBe(5);
    expect(store.ledger.count("default", { status: ["queued", "sent"] })).toBe(9);
    expect(texts({ status: ["sent", "held"], limit: 1 })).toEqual(["n2"]);
  });

  it("finds a message by the code of its call, as long as the journal has it", () => {
    store = storeOn();
    const call = store.journal.add(callLike({ code: "61" }));
    store.ledger.add(messageLike({ text: "held", call }));
    store.ledger.add(messageLike({ id: "5b678259ef214", text: "dropped", call: call + 1 }));
    const texts = (filter: object): string[] => store.ledger.list("default", filter).map(({ text }) => text);
    expect([texts({ code: "61" }), texts({ code: "1" })]).toEqual([["held"], []]);
    expect(store.ledger.count("default", { code: "61", text: "dropped" })).toBe(0);
  });

  it("is searched without regard to case and accents, by parts of a number, and by ids", () => {
    store = storeOn();
    store.ledger.add(messageLike({ text: "AÇÃO: 100% de desconto_", clientId: "Pedido-7" }));
    store.ledger.add(messageLike({ id: "5b678259ef214", to: "5521988887777", text: "Oi 'x' \u{1F44D}" }));
    const result = (search: string): number[] => store.ledger.list("default", { search }).map(({ seq }) => seq);
    for (const search of ["ação", "ACAO", "100% DE", "desconto_", "99999-0001", "(11) 9", "5b678259ef213", "Pedido-"])
      expect([search, result(search)]).toEqual([search, [1]]);
    for (const search of ["oi 'X'", "\u{1F44D}", "98888 7777"]) expect([search, result(search)]).toEqual([search, [2]]);
    expect(result("")).toEqual([1, 2]);
    expect(result("100 de")).toEqual([]);
    expect(store.ledger.list("default", { number: "8888" }).map(({ seq }) => seq)).toEqual([2]);
  });
});

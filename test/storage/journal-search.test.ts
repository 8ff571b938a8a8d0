// A search in the journal reads most requests in SQL alone. It has to find those that the test of their octets finds.

import { describe, expect, it } from "vitest";
import { decodedTest } from "../../src/core/search-octets.ts";
import { callLike, messageLike, storeOn } from "../support/store.ts";

const requests: readonly string[] = [
  "GET /?m=ola+mundo",
  "GET /?m=ol%E1",
  "%AAb",
  "l%BA",
  "m=l%20%BA",
  "m=%C3%AA%C3%BA",
  "m=%CzAA%BA",
  "m=ol%c3%a1",
  "m=%c3",
  "m=%C3%",
  "m=%4F%6C%41",
  "m=%2Bola%40mundo",
  "m=%u00e1b",
  "m=%u00E1b%",
  '{"m":"Ol\\u00e1"}',
  '{"m":"C:\\\\ola"}',
  "<m>Ol&#xE1;</m>",
  "<m>O<![CDATA[l]]>a</m>",
  "<m>o]]>la</m>",
  "<!-- ola -->",
  "<m>a&amp;b &lt;ola&gt;</m>",
  "OLA Mundo",
  "olá",
  "o\0l\0a\0",
  "",
];

describe("a search in the journal", () => {
  it("finds the requests whose decoded octets have the search, as text and as Latin-1", () => {
    const store = storeOn();
    const kept = requests.flatMap((request) => [request, Buffer.from(request, "latin1"), Buffer.from(request)]);
    for (const request of kept) store.journal.add(callLike({ request, operation: "" }));
    const searches = [
      "ola",
      "olá",
      "o",
      "b",
      "la",
      "+ola@mundo",
      "ola mundo",
      "u00e1",
      "lº",
      "ª",
      "41",
      "c3",
      "ú",
      ".",
    ];
    for (const search of searches) {
      const found = store.journal.list("default", { search }).map(({ seq }) => seq);
      const passing = kept.flatMap((request, index) => (decodedTest(search)(request) ? [index + 1] : []));
      expect([search, found]).toEqual([search, passing]);
      expect(store.journal.count("default", { search })).toBe(passing.length);
    }
    store.close();
  });

  it("finds requests by their messages in any part of the list, and by a text that was replaced", () => {
    const store = storeOn();
    for (let number = 1; number <= 40; number++) {
      // A request of three, one without a message, and one with two.
      for (let each = 0; each < number % 3; each++)
        store.ledger.add(
          messageLike({ id: `x${number}.${each}`, call: store.journal.upcoming("default"), text: `Nº ${number % 7}` }),
        );
      store.journal.add(callLike({ request: "POST /" }));
    }
    const expected = Array.from({ length: 40 }, (_, index) => index + 1).filter((n) => n % 7 === 3 && n % 3 > 0);
    for (const search of ["no 3", "NO 3", "nº 3"])
      for (const [after, before] of [
        [0, 41],
        [9, 32],
        [10, 11],
        [16, 18],
      ] as const) {
        const found = store.journal.list("default", { search, after, before }).map(({ seq }) => seq);
        expect(found).toEqual(expected.filter((seq) => seq > after && seq < before));
      }
    const [message] = store.ledger.list("default", { search: "no 3" });
    if (message === undefined) throw new Error("no message was found");
    for (const text of ["Não é mais", "plain"]) {
      store.ledger.update({ ...message, text });
      const search = text.toUpperCase().replace("Ã", "A").replace("É", "E");
      expect(store.journal.list("default", { search }).map(({ seq }) => seq)).toEqual([expected[0]]);
    }
    expect(store.journal.list("default", { search: "NAO E MAIS" })).toEqual([]);
    store.close();
  });
});

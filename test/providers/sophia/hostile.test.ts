// Whatever arrives gets an answer of Sophia's, and nothing refused is stored.

import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { amount } from "../../support/endurance/amount.ts";
import { emulate, undoAll } from "../../support/sandboxed.ts";

afterEach(undoAll);

describe("any request", () => {
  it("gets JSON with the operation's root, whatever its query, type and body", async () => {
    const emulator = await emulate();
    const roots = { unitario: "envio", envio: "detalhes", dlr: "dlr", mo: "mo" } as const;
    const name = fc.constantFrom(...(["unitario", "envio", "dlr", "mo"] as const));
    const type = fc.constantFrom(
      "application/json",
      "application/x-www-form-urlencoded",
      "text/plain",
      "multipart/form-data; boundary=x",
    );
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.json().map((text) => Buffer.from(text)),
    );
    await fc.assert(
      fc.asyncProperty(name, fc.webQueryParameters(), type, body, async (operation, query, contentType, bytes) => {
        const answer = await fetch(`${emulator.urls.http}/api/${operation}.php?${query}`, {
          method: "POST",
          headers: { "Content-Type": contentType },
          body: Buffer.from(bytes),
        });
        expect(answer.status).toBe(200);
        const text = await answer.text();
        expect(text.startsWith(`{"${roots[operation]}":[`)).toBe(true);
        expect(/^[\x20-\x7e]*$/.test(text)).toBe(true);
      }),
      { numRuns: amount(60, 300) },
    );
    expect(await emulator.messages()).toEqual([]);
  });

  it("cannot reach an object's prototype through its names", async () => {
    const emulator = await emulate();
    const body =
      '[{"__proto__":{"token":"DEMO-SOPHIA-TOKEN"},"constructor":1,"mensagens":[{"__proto__":{"destino":"11999990001"}}]}]';
    const answer = await fetch(`${emulator.urls.http}/api/envio.php?__proto__=x`, { method: "POST", body });
    expect(await answer.text()).toContain("TOKEN INVALIDO");
    expect(Object.hasOwn(Object.prototype, "token")).toBe(false);
  });
});

// The document's own examples, as raw bytes over the HTTP door.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { roundTrip } from "../../support/raw-http.ts";
import { emulate, undoAll } from "../../support/sandboxed.ts";

afterEach(undoAll);
const folder = join(import.meta.dirname, "../../../fixtures/sophia");
const request = (name: string): Buffer => readFileSync(join(folder, `${name}.req.txt`));
const answer = (name: string): string => readFileSync(join(folder, `${name}.res.json`), "utf8");

async function activate(url: string, name: string): Promise<string> {
  const { status, headers, body } = await roundTrip(Number(new URL(url).port), request(name));
  expect([status, headers.find(([key]) => key === "Content-Type")?.[1]]).toEqual([200, "application/json"]);
  return body.toString("utf8");
}

describe("the document's examples", () => {
  it("unitario, masked id", async () => {
    const { urls } = await emulate();
    const body = await activate(urls.http, "unitario");
    const masked = body.replace(/"mesageID":"[0-9a-f]{13}"/, '"mesageID":"5b678259ef213"');
    expect(masked).toBe(answer("unitario"));
    expect(masked).not.toBe(body);
  });

  it("envio, then dlr and mo of its first message", async () => {
    const emulator = await emulate();
    expect(await activate(emulator.urls.http, "envio")).toBe(answer("envio"));
    await emulator.clock.advance(10_000);
    expect(await activate(emulator.urls.http, "dlr")).toBe(answer("dlr"));
    await emulator.sendInbound({ from: "11999999999", text: "Mensagem de teste", provider: "sophia" });
    expect(await activate(emulator.urls.http, "mo")).toBe(answer("mo"));
    expect(await activate(emulator.urls.http, "mo")).toBe('{"mo":[]}');
  });
});

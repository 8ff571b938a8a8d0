import { expect, it } from "vitest";
import { accountKey, parseAccountKey } from "../../src/core/account.ts";
import { parseReceiverKey, receiverKey } from "../../src/providers/provider.ts";

it.each(["mensagem/main", "sophia/second", "a1/B.c_d-e", `p/${"n".repeat(64)}`])("reads the key %s", (key) => {
  const account = parseAccountKey(key);
  expect(account && accountKey(account)).toBe(key);
});

it.each([
  "",
  "/",
  "mensagem",
  "mensagem/",
  "/main",
  "mensagem/main/more",
  "Mensagem/main",
  "mensagem /main",
  "mensagem/-main",
  " mensagem/main",
  "mensagem/main\n",
  `p/${"n".repeat(65)}`,
])("refuses %j", (text) => expect(parseAccountKey(text)).toBeNull());

it("reads the key of bound sessions", () => {
  const account = { provider: "mensagem", name: "main" };
  const key = receiverKey({ ...account, sandbox: "ci.1" });
  expect(key).toBe("ci.1 mensagem/main");
  expect(parseReceiverKey(key)).toEqual({ sandbox: "ci.1", account: "mensagem/main" });
  for (const text of ["", "mensagem/main", "ci.1 mensagem", " mensagem/main"])
    expect(parseReceiverKey(text)).toBeNull();
});

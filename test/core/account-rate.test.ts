// Rate of an account (M17 of docs/smpp-conformance.md): a change counts at once, while a manual clock stands too.

import { afterEach, expect, it } from "vitest";
import { user as integration, sms as legacy } from "../support/mensagem/client.ts";
import { emulate, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

it.each([
  ["unlimited", undefined, { rate: "1/s", burst: 2 }, [true, true, false]],
  ["raised in its burst", { rate: "1/s", burst: 1 }, { rate: "1/s", burst: 3 }, [true, true, true, false]],
  ["raised in its speed", { rate: "1/s", burst: 1 }, { rate: "100/s", burst: 1 }, [true, false]],
  ["lowered", { rate: "10/s", burst: 5 }, { rate: "1/s", burst: 1 }, [true, false]],
  ["put again as it was", { rate: "1/s", burst: 1 }, { rate: "1/s", burst: 1 }, [false, false]],
])("an account that was used up and then %s", async (_what, before, after, wanted) => {
  const key = "mensagem/main" as const;
  const emulator = await emulate(before === undefined ? {} : { [key]: { rate: before } });
  const send = async (): Promise<boolean> =>
    (await legacy(emulator, "send", { u: integration, n: "11999990001", m: "Oi" })).startsWith("1;");
  for (let used = 0; used < (before?.burst ?? 1); used++) expect(await send()).toBe(true);
  if (before !== undefined) expect(await send()).toBe(false);
  await emulator.accounts.change(key, { rate: after });
  const taken: boolean[] = [];
  for (const _ of wanted) taken.push(await send());
  expect(taken).toEqual(wanted);
});

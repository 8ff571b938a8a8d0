import { afterEach, expect, it } from "vitest";
import type { ItemOf } from "../../src/api/schema/wait.ts";
import { follow } from "../../src/cli/follow.ts";
import { type List, lists } from "../../src/cli/lists.ts";
import { UsageError } from "../../src/core/usage-error.ts";
import { emulate, sendSophia, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

it("a read that reached no emulator is repeated, of a new item and of a change", async () => {
  const emulator = await emulate();
  const refused = () =>
    new UsageError({ where: "x", problem: "no emulator answers", remedy: "start one", kind: "unreachable" });
  let toFail = 0;
  const list: List<"messages"> = {
    ...lists.messages,
    read: (sandbox, wanted) => (toFail-- > 0 ? Promise.reject(refused()) : lists.messages.read(sandbox, wanted)),
  };
  const printed: ItemOf<"messages">[] = [];
  const closed = new EventTarget();
  const host = { onStop() {} };
  const terminal = { onClosed: (then: () => void) => closed.addEventListener("close", then) };
  const { control } = emulator;
  const wanted = { where: {}, limit: 10, after: undefined };
  const ended = follow(
    { control, sandbox: emulator.existing("default") },
    list,
    wanted,
    (items) => void printed.push(...items),
    { host, terminal },
  );
  await sendSophia(emulator);
  await expect.poll(() => printed.length).toBeGreaterThan(0);
  toFail = 1;
  await sendSophia(emulator, { msg: "again" });
  await expect.poll(() => printed.at(-1)).toMatchObject({ seq: 2 });
  toFail = 1;
  await emulator.clock.advance("1h");
  await expect.poll(() => printed.filter(({ status }) => status === "delivered").length).toBe(2);
  closed.dispatchEvent(new Event("close"));
  expect(await ended).toBe(0);
});

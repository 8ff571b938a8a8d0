// The question before a change of scenario that resets the sandbox.

import { expect, test } from "vitest";
import { Refused } from "../../../src/inbox/page/remote/remote.ts";
import { changeWithReset } from "../../../src/inbox/page/views/scenarios/with-reset.ts";

test.each([
  ["a change that is done", null, true, [false], [], null],
  [
    "a conflict, and yes",
    new Refused(409, "would change the clock"),
    true,
    [false, true],
    ["would change the clock"],
    null,
  ],
  ["a conflict, and no", new Refused(409, "would change the clock"), false, [false], ["would change the clock"], 409],
  ["another refusal", new Refused(422, "the file has a mistake"), true, [false], [], 422],
  ["a bug", new Error("x"), true, [false], [], undefined],
])("%s", async (_what, refusal, answer, attempts, resources, status) => {
  const tried: boolean[] = [];
  const answered: string[] = [];
  const change = async (reset: boolean): Promise<void> => {
    tried.push(reset);
    if (refusal !== null && !reset) throw refusal;
  };
  const done = changeWithReset(change, (reason) => {
    answered.push(reason);
    return answer;
  });
  const outcome = await done.then(
    () => null,
    (error: unknown) => (error instanceof Refused ? error.status : undefined),
  );
  expect([tried, answered, outcome]).toEqual([attempts, resources, status]);
});

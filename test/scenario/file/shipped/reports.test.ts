// Stories about the news that come later.

import { afterAll, expect, test } from "vitest";
import { unusedParts } from "../../../support/scenario/shipped-coverage.ts";
import { type ScenarioRun, startScenario } from "../../../support/scenario/start-scenario.ts";

afterAll(() => expect(unusedParts()).toEqual([]));

const sp = "11999990001";

/** `type/status` of Mensagem's reports, in order of arrival. */
function reports(on: ScenarioRun): string[] {
  return on.catcher.caught
    .filter(({ path, query }) => path === "/dlr" && query.has("md5"))
    .map(({ query }) => `${query.get("type")}/${query.get("status")}`);
}

test("reports-out-of-order: delivery is reported before sending", async () => {
  await using on = await startScenario("reports-out-of-order");
  expect(await on.send(sp)).toBe("1");
  await on.minutes(1);
  expect(reports(on)).toEqual(["3/2", "2/1"]);
});

test("reports-duplicated: each report three times", async () => {
  await using on = await startScenario("reports-duplicated");
  expect([await on.send(sp), await on.unitario(sp)]).toEqual(["1", "200"]);
  await on.minutes(1);
  expect(reports(on).sort()).toEqual(["2/1", "2/1", "2/1", "3/2", "3/2", "3/2"]);
  expect(on.catcher.caught.filter(({ query }) => query.has("entrega"))).toHaveLength(3);
});

test("reports-48-hours-late: nothing for two days, then everything", async () => {
  await using on = await startScenario("reports-48-hours-late");
  expect(await on.send(sp)).toBe("1");
  await on.minutes(48 * 60);
  expect(await on.statuses()).toEqual(["delivered"]);
  expect(reports(on)).toEqual([]);
  await on.minutes(1);
  expect(reports(on)).toEqual(["2/1", "3/2"]);
});

test("reports-never: delivered or stuck, and nobody says so", async () => {
  await using on = await startScenario("reports-never");
  expect([await on.send(sp), await on.send("11999990009"), await on.unitario(sp)]).toEqual(["1", "1", "200"]);
  await on.minutes(72 * 60);
  expect(await on.statuses()).toEqual(["delivered", "queued", "delivered"]);
  expect(on.catcher.caught).toEqual([]);
});

test("report-before-answer: the report arrives while the client waits for the answer", async () => {
  await using on = await startScenario("report-before-answer");
  const seen: string[] = [];
  const answer = on.send(sp).then((code) => seen.push(`answer ${code}`));
  await on.catcher.until(2);
  seen.push("reports");
  await answer;
  expect(seen).toEqual(["reports", "answer 1"]);
  expect(reports(on)).toEqual(["2/1", "3/2"]);
});

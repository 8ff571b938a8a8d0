import { expect, it } from "vitest";
import { usefulMisses } from "../../src/inbox/page/views/scenarios/useful-misses.ts";

it("shows near misses once, the latest first, without binds and signs of life", () => {
  const miss = (
    at: number,
    operation: "send" | "enquire_link" | "bind_transceiver" | "submit_sm",
    sentence: string,
  ) => ({
    at,
    provider: "mensagem" as const,
    operation,
    sentence,
    portuguese: sentence,
  });
  const visible = usefulMisses([
    miss(1, "send", "to is 1"),
    miss(2, "enquire_link", "operation is enquire_link"),
    miss(3, "bind_transceiver", "operation is bind_transceiver"),
    miss(4, "submit_sm", "operation is submit_sm"),
    miss(5, "send", "to is 1"),
    miss(5, "send", "to is 2"),
  ]);
  expect(visible.map(({ at, sentence }) => `${at} ${sentence}`)).toEqual([
    "5 to is 2",
    "5 to is 1",
    "4 operation is submit_sm",
  ]);
  expect(usefulMisses(Array.from({ length: 50 }, (_, at) => miss(at, "send", `to is ${at}`)))).toHaveLength(20);
});

// A desk with the waits that tests want: they throw when it did not happen. Works on any desk, near or far.

import type { Millis } from "../core/clock.ts";
import type { Inbound, Message } from "../core/message.ts";
import { UsageError } from "../core/usage-error.ts";
import type { CallbackView, CallRow, Desk } from "./desk-type.ts";
import type { CallbackWanted, CallWanted, InboundWanted, MessageWanted } from "./filter-type.ts";
import { scenarioSource, type WrittenScenario } from "./scenario-source.ts";
import type { ScenarioCheck, ScenarioDesk, ScenarioView } from "./scenario-type.ts";
import type { Waited } from "./wait-type.ts";

/** Each resolves with the first that matches, at once when it is there already. @param timeout real time; default 5 s */
export interface Waits {
  waitForMessage(where?: MessageWanted, timeout?: Millis | string): Promise<Message>;
  waitForRequest(where?: CallWanted, timeout?: Millis | string): Promise<CallRow>;
  /** Delivered, unless another state is asked for. */
  waitForCallback(where?: CallbackWanted, timeout?: Millis | string): Promise<CallbackView>;
  waitForInbound(where?: InboundWanted, timeout?: Millis | string): Promise<Inbound>;
}
export interface TestDesk extends Omit<Desk, "scenario">, Waits {
  readonly scenario: TestScenario;
}
/** A scenario may be given in any form: an object, text, a file's name, a shipped scenario's name. */
export interface TestScenario extends Omit<ScenarioDesk, "put" | "check"> {
  put(source: WrittenScenario): Promise<ScenarioView>;
  check(source: WrittenScenario): Promise<ScenarioCheck>;
}

/** @param desk asked for anew at each call */
export function testDesk(desk: () => Desk, readFile: (name: string) => string): TestDesk {
  const made = desk();
  return {
    ...made,
    scenario: {
      ...made.scenario,
      put: async (source) => desk().scenario.put(scenarioSource(source, readFile)),
      check: async (source) => desk().scenario.check(scenarioSource(source, readFile)),
    },
    ...waitsOf(desk),
  };
}

function waitsOf(desk: () => Pick<Desk, "wait">): Waits {
  return {
    async waitForMessage(where = {}, timeout = "5s") {
      const waited = await desk().wait({ what: "messages", where, timeout });
      return first(waited, waited.what === "messages" ? waited.found : []);
    },
    async waitForRequest(where = {}, timeout = "5s") {
      const waited = await desk().wait({ what: "calls", where, timeout });
      return first(waited, waited.what === "calls" ? waited.found : []);
    },
    async waitForCallback(where = {}, timeout = "5s") {
      const waited = await desk().wait({ what: "callbacks", where: { state: "delivered", ...where }, timeout });
      return first(waited, waited.what === "callbacks" ? waited.found : []);
    },
    async waitForInbound(where = {}, timeout = "5s") {
      const waited = await desk().wait({ what: "inbounds", where, timeout });
      return first(waited, waited.what === "inbounds" ? waited.found : []);
    },
  };
}

function first<Item>(waited: Waited, found: readonly Item[]): Item {
  const [item] = found;
  if (waited.ok && item !== undefined) return item;
  throw new UsageError(waited.failure ?? `nothing of ${waited.what} came`);
}

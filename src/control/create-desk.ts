// The desk of one sandbox. Every method looks the sandbox up anew: it may have been deleted meanwhile.

import { normalise } from "../core/address.ts";
import type { Message } from "../core/message.ts";
import { placeOf } from "../core/ports.ts";
import type { Sandbox } from "../core/sandbox.ts";
import { noSandbox } from "../core/sandboxes.ts";
import { UsageError } from "../core/usage-error.ts";
import { createAccountsDesk } from "./accounts-desk.ts";
import { createClockDesk } from "./clock-desk.ts";
import type { CallbackView, Desk } from "./desk-type.ts";
import { exportOf } from "./export.ts";
import { wholeExport } from "./export-whole.ts";
import { createFinder } from "./find.ts";
import type { ControlDeps } from "./ports.ts";
import { sandboxInfo, setSandbox } from "./sandbox-info.ts";
import { createScenarioDesk } from "./scenario-desk.ts";
import { sessionsOf } from "./sessions.ts";
import { callView, shownAttempt, shownEntry, shownInbound, shownMessage, shownStep } from "./shown.ts";
import { verify } from "./verify.ts";
import { waitFor } from "./wait.ts";

export function createDesk(deps: ControlDeps, name: string): Desk {
  const { store, sandboxes } = deps;
  const find = createFinder(store, name, the);

  function the(): Sandbox {
    const sandbox = sandboxes.get(name);
    if (sandbox === null) throw noSandbox(name);
    return sandbox;
  }

  function its<Row extends { readonly sandbox: string }>(
    kind: string,
    number: number,
    get: (seq: number) => Row | null,
  ): Row {
    the();
    const row = Number.isSafeInteger(number) && number > 0 ? get(find.seq(number)) : null;
    if (row !== null && row.sandbox === name) return row;
    const remedy = "take a number from the list; the oldest go when there are too many";
    throw new UsageError({ where: `${kind} ${number}`, problem: `is not in sandbox ${name}`, remedy, kind: "missing" });
  }
  const messageOf = (number: number): Message => its("message", number, store.ledger.get);
  const callbackOf = (number: number): CallbackView => {
    const entry = its("callback", number, store.outbox.get);
    return { ...shownEntry(entry), attempts: store.outbox.attempts(entry.seq).map(shownAttempt) };
  };

  /** What was written is durable before anybody hears of it. */
  async function kept<T>(answer: T): Promise<T> {
    await store.committed();
    return answer;
  }

  function changed(message: Message, next: Message | null, wanted: string): Promise<Message> {
    if (next !== null) return kept(shownMessage(next));
    const problem = `is ${message.status} and cannot be ${wanted}`;
    const remedy = "a final status stays, and a life only goes forward";
    throw new UsageError({ where: `message ${placeOf(message.seq)}`, problem, remedy, kind: "conflict" });
  }

  return {
    name,
    async info() {
      return sandboxInfo(deps, the());
    },
    async set(wish) {
      the();
      setSandbox(deps, name, wish);
      return kept(sandboxInfo(deps, the()));
    },
    async reset() {
      the();
      sandboxes.reset(name);
      deps.runner.restart(name);
      return kept(sandboxInfo(deps, the()));
    },
    async remove() {
      the();
      if (name === "default") {
        const remedy = "reset it instead";
        throw new UsageError({ where: "sandbox default", problem: "always exists", remedy, kind: "conflict" });
      }
      deps.scenarios.remove(name);
      sandboxes.remove(name);
      await store.committed();
    },
    clock: createClockDesk(deps, the),
    accounts: createAccountsDesk(deps, the),
    scenario: createScenarioDesk(deps, the),
    async messages(wanted = {}) {
      the();
      return find.calmly.messages(wanted);
    },
    async message(number) {
      const message = messageOf(number);
      const call = store.journal.get(message.call);
      // An answer names its message; the index on what a callback is about finds the reports and its answers' own.
      const inbounds = await find.calmly.inbounds({ answers: number });
      const callbacks = await find.calmly.callbacks({ about: "report", ref: number });
      for (const inbound of inbounds)
        callbacks.push(...(await find.calmly.callbacks({ about: "inbound", ref: inbound.seq })));
      return {
        message: shownMessage(message),
        call: call === null || call.sandbox !== name ? null : callView(call, deps),
        steps: store.stories.of(message.seq).map(shownStep),
        callbacks,
        inbounds,
      };
    },
    async report(number, status, word) {
      const message = messageOf(number);
      return changed(message, deps.lifecycles.force(message, status, "control", word), status);
    },
    async release(number, accepted) {
      const message = messageOf(number);
      return changed(message, deps.lifecycles.release(message, accepted), accepted ? "released" : "refused");
    },
    async requests(wanted = {}) {
      the();
      return find.calmly.calls(wanted);
    },
    async request(number) {
      return callView(its("call", number, store.journal.get), deps);
    },
    async sessions() {
      the();
      return sessionsOf(deps.sessions(name), find);
    },
    async callbacks(wanted = {}) {
      the();
      return find.calmly.callbacks(wanted);
    },
    async callback(number) {
      return callbackOf(number);
    },
    async repeat(number) {
      const before = its("callback", number, store.outbox.get);
      deps.send(store.outbox.update(before, "waiting", before.tries, the().clock.now()));
      return kept(callbackOf(number));
    },
    async inboundMessages(wanted = {}) {
      the();
      return find.calmly.inbounds(wanted);
    },
    async sendInbound(phone) {
      return kept(shownInbound(deps.inbounds.receive(the(), phone)));
    },
    async reachable(phone) {
      const number = normalise(phone);
      if (/^\d+$/.test(number)) return kept(deps.reachable(the(), number).map(({ seq }) => callbackOf(seq)));
      const remedy = "give one, for example 11999990001";
      throw new UsageError({ where: "phone", problem: "must be a phone number", value: phone, remedy });
    },
    async wait(wanted) {
      the();
      return waitFor(deps, find, name, wanted);
    },
    async verify(expected) {
      the();
      return verify(find, expected);
    },
    async export(format) {
      the();
      return wholeExport(exportOf(deps, find, name, format));
    },
    async exportParts(format) {
      the();
      return exportOf(deps, find, name, format);
    },
  };
}

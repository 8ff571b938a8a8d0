// Expectations of a test about a sandbox. The control API waits and names the nearest item.

import * as z from "zod";
import { parse } from "../../api/check.ts";
import { count, duration, strict } from "../../api/schema/common.ts";
import { conductLevels } from "../../api/schema/conduct.ts";
import type { FilterInput, ListName } from "../../api/schema/filter.ts";
import { isPlainObject } from "../../core/plain-object.ts";
import { UsageError } from "../../core/usage-error.ts";
import type { Sandbox } from "../sandbox.ts";

const how = strict({
  times: count.exactOptional().meta({ description: "Exactly so many; default: at least one" }),
  timeout: duration.exactOptional().meta({ description: "Real time in which it may still come; default one second" }),
});
export type How = z.input<typeof how>;

/** A list and a filter of it. */
type ExpectedItems = { readonly [K in ListName]: { readonly what: K; readonly where?: FilterInput<K> } }[ListName];

export interface Expected {
  readonly sought: ExpectedItems;
  /** Says it of the sandbox: `have sent a message`. */
  readonly words: string;
}
export const sent = (where: FilterInput<"messages"> = {}): Expected => ({
  sought: { what: "messages", where },
  words: "have sent a message",
});
export const requested = (where: FilterInput<"requests"> = {}): Expected => ({
  sought: { what: "requests", where },
  words: "have made a request",
});
export const receivedCallback = (where: FilterInput<"callbacks"> = {}): Expected => ({
  sought: { what: "callbacks", where: isPlainObject(where) ? { state: "delivered", ...where } : where },
  words: "have received a callback",
});
export const receivedInbound = (where: FilterInput<"inbound"> = {}): Expected => ({
  sought: { what: "inbound", where },
  words: "have received an inbound message",
});

export interface Judgement {
  readonly pass: boolean;
  /** Why it is not as expected. */
  message(): string;
}

/** @param denied true if there must be none: looks once */
export async function judge(subject: unknown, expected: Expected, given: How = {}, denied = false): Promise<Judgement> {
  const sandbox = asSandbox(subject);
  const { times, timeout = "1s" } = parse(how, given, "how");
  const { sought } = expected;
  const judge = (pass: boolean, why: string | null): Judgement => {
    const filter = Object.keys(sought.where ?? {}).length === 0 ? "" : ` with ${JSON.stringify(sought.where)}`;
    const exactly = times === undefined ? "" : `, exactly ${times}`;
    const not = denied ? " not" : "";
    const message = `expected sandbox ${sandbox.name}${not} to ${expected.words}${filter}${exactly}\n\n${why ?? "it did"}`;
    return { pass, message: () => message };
  };
  if (denied) {
    const verified = await sandbox.verify({
      ...sought,
      ...(times === undefined ? { atLeast: 1 } : { exactly: times }),
    });
    const { failure } = await sandbox.verify({ ...sought, never: true });
    return judge(verified.ok, failure);
  }
  if (times !== 0) {
    const waited = await sandbox.wait({ ...sought, count: times ?? 1, timeout });
    if (!waited.ok) return judge(false, waited.failure);
  }
  const { ok, failure } = await sandbox.verify({ ...sought, ...(times === undefined ? {} : { exactly: times }) });
  return judge(ok, failure);
}

/** Messages that match these, one after the other; others may come between. */
export async function judgeOrder(subject: unknown, order: readonly FilterInput<"messages">[]): Promise<Judgement> {
  const sandbox = asSandbox(subject);
  const { ok, failure } = await sandbox.verify({ what: "messages", order });
  const words = order.map((where) => JSON.stringify(where)).join(", ");
  const message = `expected sandbox ${sandbox.name}${ok ? " not" : ""} to have sent in this order: ${words}\n\n${failure ?? "it did"}`;
  return { pass: ok, message: () => message };
}

const behaviour = strict({
  only: z.array(z.string()).readonly().exactOptional(),
  except: z.array(z.string()).readonly().exactOptional(),
  failOn: z.enum(conductLevels).exactOptional(),
});

/** Rules that an expectation leaves out, or judges by alone. */
export interface Behaviour {
  /** Ids or globs: `TC201`, `TC7*`. */
  readonly only?: readonly string[];
  readonly except?: readonly string[];
  /** Lowest level that fails; default `error`. */
  readonly failOn?: "error" | "warning" | "note";
}

/**
 * The client's conduct: no rule of these levels is violated.
 * @throws UsageError where no rule was assessed: neither the expectation nor its contrary is proven
 */
export async function judgeConduct(subject: unknown, given: Behaviour = {}): Promise<Judgement> {
  const sandbox = asSandbox(subject);
  const { failOn = "error", ...choice } = parse(behaviour, given, "toBehave");
  const { results } = await sandbox.conduct(choice);
  if (!results.some(({ verdict }) => verdict === "violated" || verdict === "kept")) {
    const problem = `nothing is proven about the client of sandbox ${sandbox.name}: no rule was assessed`;
    throw new UsageError({ where: "toBehave", problem, remedy: "send requests first; torpedo conduct says which" });
  }
  const failing = conductLevels.slice(0, conductLevels.indexOf(failOn) + 1);
  const violated = results.filter(({ verdict, level }) => verdict === "violated" && failing.includes(level));
  const lines = violated.map(({ id, name, level, examples, remedy }) => {
    const texts = examples.map(({ text }) => `\n  ${text}`).join("");
    return `${level} ${id}: ${name}${texts}\n  Remedy: ${remedy}.`;
  });
  const pass = violated.length === 0;
  const message = `expected the client of sandbox ${sandbox.name}${pass ? " not" : ""} to behave\n\n${pass ? "it did" : lines.join("\n")}`;
  return { pass, message: () => message };
}

export type Subject = Pick<Sandbox, "name" | "wait" | "verify" | "conduct">;

function asSandbox(subject: unknown): Subject {
  if (isSandbox(subject)) return subject;
  const remedy = "give what sandbox() resolves with, or an emulator";
  throw new UsageError({ where: "expect", problem: "takes a sandbox", value: typeof subject, remedy });
}

function isSandbox(subject: unknown): subject is Subject {
  return typeof subject === "object" && subject !== null && "wait" in subject && typeof subject.wait === "function";
}

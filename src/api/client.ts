// Clients that follow from a table of operations, whatever carries the calls.

import { isPlainObject } from "../core/plain-object.ts";
import { UsageError } from "../core/usage-error.ts";
import { type InvokeOptions, isOperation, type Operation, type Tree, type Without } from "./operation.ts";
import { largestPage } from "./request-of.ts";

type MethodOf<In, Out> = object extends In
  ? (input?: In, options?: InvokeOptions) => Promise<Out>
  : (input: In, options?: InvokeOptions) => Promise<Out>;

/** Every operation as a method that takes its input as one object. */
export type Client<T> = {
  readonly [K in keyof T]: T[K] extends Operation<infer _R, infer In, infer Out, infer _A>
    ? MethodOf<In, Out>
    : Client<T[K]>;
};
/** Operations of one sandbox as methods of its handle; many take positional arguments. */
export type Handle<T> = {
  readonly [K in keyof T]: T[K] extends Operation<infer _R, infer In, infer Out, infer Args>
    ? [Args] extends [unknown[]]
      ? (...given: [...given: Args, options?: InvokeOptions]) => Promise<Out>
      : MethodOf<Without<In, "sandbox">, Out>
    : Handle<T[K]>;
};

/** Carries one call. @throws UsageError */
export type Invoke = (operation: Operation, input: object, signal: AbortSignal) => Promise<unknown>;

const never = new AbortController().signal;
/** Positional arguments of a method, at most. */
const maxWords = 3;

export function clientOf<T extends Tree>(table: T, carry: Invoke): Client<T> {
  const whole = inPages(carry);
  return methods(table, async (operation, [input = {}, options, ...more]) => {
    const extra = [...(options === undefined || isOptions(options) ? [] : [options]), ...more];
    if (extra.length > 0) throw tooMany(extra[0]);
    return whole(operation, asObject(input), signalOf(options));
  }) as Client<T>;
}

/** @param common the part of every input that the handle stands for */
export function handleOf<T extends Tree>(table: T, carry: Invoke, common: object): Handle<T> {
  const whole = inPages(carry);
  return methods(table, async (operation, given) => {
    const options = given.find(isOptions);
    const args = given.filter((arg) => arg !== options);
    const positional = operation.args as ((...args: readonly unknown[]) => object) | null;
    const taken = positional === null ? 1 : maxWords;
    if (args.slice(taken).some((arg) => arg !== undefined)) throw tooMany(args[taken]);
    const input = positional === null ? asObject(args[0] === undefined ? {} : args[0]) : asObject(positional(...args));
    return whole(operation, { ...input, ...common }, signalOf(options));
  }) as Handle<T>;
}

type Apply = (operation: Operation, given: readonly unknown[]) => Promise<unknown>;

function methods(tree: Tree, apply: Apply): object {
  return Object.fromEntries(
    Object.entries(tree).map(([name, node]) => [
      name,
      isOperation(node) ? (...given: unknown[]) => apply(node, given) : methods(node, apply),
    ]),
  );
}

/** Gives a value that is no object a name that every schema refuses. */
function asObject(given: unknown): object {
  return isPlainObject(given) ? given : { "": given };
}

function tooMany(value: unknown): UsageError {
  const remedy = "give one object with all of it, and { signal } after it";
  return new UsageError({ where: "input", problem: "is followed by a value that has no meaning", value, remedy });
}

function isOptions(given: unknown): given is InvokeOptions {
  return typeof given === "object" && given !== null && "signal" in given && given.signal instanceof AbortSignal;
}

function signalOf(options: unknown): AbortSignal {
  return isOptions(options) ? (options.signal ?? never) : never;
}

/** Gives a list whole, or as many rows as are wanted: asks for one page after the other. */
function inPages(carry: Invoke): Invoke {
  return async (operation, input, signal) => {
    const { pages: key } = operation;
    const { limit = Number.POSITIVE_INFINITY, ...where }: { readonly limit?: unknown; readonly newestFirst?: unknown } =
      input;
    if (key === null || typeof limit !== "number" || limit < 1) return carry(operation, input, signal);
    const rows: Readonly<Record<string, unknown>>[] = [];
    let from = {};
    while (rows.length < limit) {
      const size = Math.min(largestPage, limit - rows.length);
      const page = await carry(operation, { ...where, ...from, limit: size }, signal);
      if (!Array.isArray(page)) return page;
      rows.push(...page);
      const last = rows.at(-1)?.[key];
      if (last === undefined || page.length < size) break;
      from = where.newestFirst === true ? { before: last } : { after: last };
    }
    return rows;
  };
}

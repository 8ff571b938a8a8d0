// Makes entries of the table. The types of a call follow from the schemas, and path names are checked by the compiler.

import * as z from "zod";
import type {
  DeepReadonly,
  FileParts,
  Method,
  Operation,
  OperationKind,
  OperationRoute,
  Without,
} from "./operation.ts";

type PathNames<R extends string> = R extends `${string}{${infer Name}}${infer Rest}` ? Name | PathNames<Rest> : never;
export type Params = Readonly<Record<string, z.ZodType>>;
export type Given<R extends string, P extends Params, I extends z.ZodType> = {
  readonly [N in PathNames<R> & keyof P]: z.input<P[N]>;
} & Keys<DeepReadonly<z.input<I>>>;
type Checked<R extends string, P extends Params, I extends z.ZodType> = {
  readonly [N in PathNames<R> & keyof P]: z.output<P[N]>;
} & Keys<z.output<I>>;
/** zod takes an empty object for one whose every key is forbidden. */
type Keys<T> = T extends Readonly<Record<string, never>> ? unknown : T;
type Maybe<T> = T | Promise<T>;

export interface CommonParts<
  R extends OperationRoute,
  P extends Params,
  I extends z.ZodType,
  Args extends unknown[] | null,
  Run,
> {
  readonly summary: string;
  /** Words behind the command that is made of it. */
  readonly example?: string;
  /** A strict object, or a union of strict objects. */
  readonly input?: I;
  /** Positional arguments of the method on a sandbox. */
  readonly args?: Args extends unknown[] ? (...given: Args) => Without<Given<R, P, I>, "sandbox"> : null;
  readonly patient?: boolean;
  readonly run: Run;
}
export interface ValueParts<
  Api,
  R extends OperationRoute,
  P extends Params,
  I extends z.ZodType,
  O extends z.ZodType,
  Args extends unknown[] | null,
> extends CommonParts<
    R,
    P,
    I,
    Args,
    (api: Api, input: Checked<R, P, I>, signal: AbortSignal) => Maybe<DeepReadonly<z.input<O>>>
  > {
  readonly output?: O;
  readonly status?: number;
  /** A list: the property of a row that its next page begins after. */
  readonly pages?: "seq" | "name";
}
export interface EventsParts<Api, R extends OperationRoute, P extends Params, I extends z.ZodType, E extends z.ZodType>
  extends CommonParts<
    R,
    P,
    I,
    null,
    (api: Api, input: Checked<R, P, I>, signal: AbortSignal) => AsyncIterable<DeepReadonly<z.input<E>>>
  > {
  readonly output: E;
}
export interface FileEntryParts<
  Api,
  R extends OperationRoute,
  P extends Params,
  I extends z.ZodType,
  Args extends unknown[] | null,
> extends CommonParts<R, P, I, Args, (api: Api, input: Checked<R, P, I>, signal: AbortSignal) => Maybe<FileParts>> {
  readonly media?: string;
}

const nothing = z.strictObject({});
export type Nothing = typeof nothing;

type RouteWith<R extends OperationRoute, P extends Params> = PathNames<R> extends keyof P ? R : never;

/** Makers of entries. */
export interface Entries<Api, P extends Params> {
  /** An operation that answers with one value; without `output`, with nothing. */
  readonly value: <
    const R extends OperationRoute,
    O extends z.ZodType = z.ZodVoid,
    I extends z.ZodType = Nothing,
    Args extends unknown[] | null = null,
  >(
    route: RouteWith<R, P>,
    parts: ValueParts<Api, R, P, I, O, Args>,
  ) => Operation<R, Given<R, P, I>, z.output<O>, Args>;
  readonly events: <const R extends OperationRoute, E extends z.ZodType, I extends z.ZodType = Nothing>(
    route: RouteWith<R, P>,
    parts: EventsParts<Api, R, P, I, E>,
  ) => Operation<R, Given<R, P, I>, AsyncIterable<z.output<E>>, null>;
  readonly file: <const R extends OperationRoute, I extends z.ZodType = Nothing, Args extends unknown[] | null = null>(
    route: RouteWith<R, P>,
    parts: FileEntryParts<Api, R, P, I, Args>,
  ) => Operation<R, Given<R, P, I>, FileParts, Args>;
}

interface EntryParts {
  readonly summary: string;
  readonly example?: string;
  readonly run: unknown;
  readonly input?: z.ZodType;
  readonly output?: z.ZodType;
  readonly status?: number;
  readonly media?: string;
  readonly patient?: boolean;
  readonly pages?: "seq" | "name";
  readonly args?: unknown;
}

/** @param params schemas of the names that paths have between braces */
export function entries<Api, P extends Params>(params: P): Entries<Api, P> {
  function make<R extends OperationRoute, In, Out, Args extends unknown[] | null>(
    kind: OperationKind,
    route: R,
    parts: EntryParts,
  ): Operation<R, In, Out, Args> {
    const [method, path] = route.split(" ") as [Method, string];
    const { summary, input = nothing, example = "", output = null, run } = parts;
    const { media = "application/json", patient = false, pages = null, args = null } = parts;
    const { status = kind === "value" && output === null ? 204 : 200 } = parts;
    const used = Object.fromEntries(Object.entries(params).filter(([name]) => path.includes(`{${name}}`)));
    const facts = { kind, route, method, path, summary, example, status, media, patient, pages };
    // The only place where a checked value meets its type: both come from the same schemas.
    return { ...facts, params: used, input, output, args, run } as Operation<R, In, Out, Args>;
  }
  return {
    value: (route, parts) => make("value", route, parts),
    events: (route, parts) => make("events", route, parts),
    file: (route, parts) => make("file", route, parts),
  };
}

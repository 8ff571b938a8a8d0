// Shape of an operation of the control API, and the walk over a tree of operations. Needs no package: the page imports it.

import type { z } from "zod";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
export type OperationRoute = `${Method} /${string}`;
/** Each member of a union without some of its keys. */
export type Without<I, K extends PropertyKey> = I extends unknown ? Omit<I, K> : never;
/** Kind of answer: one value, a stream of events, or a file in parts. */
export type OperationKind = "value" | "events" | "file";

/** An entry of the table. `in` and `out` are never there: they carry the types of a call. */
export interface Operation<R extends OperationRoute = OperationRoute, In = unknown, Out = unknown, Args = unknown> {
  readonly kind: OperationKind;
  readonly route: R;
  readonly method: Method;
  /** `/sandboxes/{sandbox}/messages` */
  readonly path: string;
  readonly summary: string;
  /** Words behind the command that is made of it. */
  readonly example: string;
  /** Schemas of the names between braces in the path. */
  readonly params: Readonly<Record<string, z.ZodType>>;
  /** Query of a GET, body of every other method. */
  readonly input: z.ZodType;
  /** Answer or event; null: no content, or a file. */
  readonly output: z.ZodType | null;
  readonly status: number;
  /** Media type of a file. */
  readonly media: string;
  /** True if the answer may take minutes (`wait`, `advance`). */
  readonly patient: boolean;
  /** A list: the property of a row that its next page begins after. */
  readonly pages: "seq" | "name" | null;
  /** Turns positional arguments of a sandbox's method into the input. */
  readonly args: ((...given: never[]) => object) | null;
  run(api: never, input: never, signal: AbortSignal): unknown;
  readonly in?: In;
  readonly out?: Out;
  readonly positional?: Args;
}

export type Tree = { readonly [name: string]: Operation | Tree };

/** A file, to be read once. Reading fails when its sandbox is reset meanwhile, or the connection is lost. */
export interface FileParts {
  readonly mediaType: string;
  readonly fileName: string;
  readonly parts: AsyncIterable<Uint8Array>;
}

export interface InvokeOptions {
  /** Ends a call that waits, and a stream of events. */
  readonly signal?: AbortSignal;
}

export function isOperation(node: Operation | Tree | undefined): node is Operation {
  return node !== undefined && typeof node["kind"] === "string";
}

/** Every operation with its id: its names in the tree, joined by dots. */
export function* walk(
  tree: Tree,
  path: readonly string[] = [],
): Generator<readonly [id: string, operation: Operation]> {
  for (const [name, node] of Object.entries(tree)) {
    if (isOperation(node)) yield [[...path, name].join("."), node];
    else yield* walk(node, [...path, name]);
  }
}

/** Readonly through and through: an answer may share parts with the state of the emulator. */
export type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;

/** All operations of a tree, as a union. */
export type OperationsOf<T> = T extends { readonly route: OperationRoute }
  ? T
  : { [K in keyof T]: OperationsOf<T[K]> }[keyof T];
/** Operation of a tree with this route. */
export type At<T, R extends OperationRoute> = Extract<OperationsOf<T>, { readonly route: R }>;
/** Routes of a tree, as a union. */
export type RoutesOf<T> =
  OperationsOf<T> extends infer O ? (O extends { readonly route: infer R extends OperationRoute } ? R : never) : never;
/** Input of a call. */
export type InputOf<O> = O extends { readonly in?: infer In } ? Exclude<In, undefined> : never;
/** Answer of a call. */
export type OutputOf<O> = O extends { readonly out?: infer Out } ? Out : never;

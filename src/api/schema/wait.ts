import * as z from "zod";
import { callback } from "./callback.ts";
import { count, duration, strict, text } from "./common.ts";
import { filters, type ListName } from "./filter.ts";
import { inbound, message } from "./message.ts";
import { requestRow } from "./request.ts";

const wait = {
  count: z.int().min(1).max(1_000).exactOptional().meta({ description: "So many; default 1" }),
  after: count.exactOptional().meta({ description: "Only items after this number" }),
  timeout: duration.exactOptional().meta({ description: "Real time, at most 10m; default 5s" }),
};
const expectedCounts = {
  exactly: count.exactOptional().meta({ description: "Exactly so many" }),
  atLeast: count.exactOptional().meta({ description: "At least so many; without any bound: 1" }),
  atMost: count.exactOptional().meta({ description: "At most so many" }),
  never: z.boolean().exactOptional().meta({ description: "None" }),
};

const waitOf = <K extends ListName, F extends z.ZodType>(what: K, filter: F) =>
  strict({ what: z.literal(what), where: filter.exactOptional(), ...wait });
export const waitInput = z.discriminatedUnion("what", [
  waitOf("messages", filters.messages),
  waitOf("requests", filters.requests),
  waitOf("callbacks", filters.callbacks),
  waitOf("inbound", filters.inbound),
]);
export type WaitInput = z.output<typeof waitInput>;

const expectationOf = <K extends ListName, F extends z.ZodType>(what: K, filter: F) =>
  strict({
    what: z.literal(what),
    where: filter.exactOptional(),
    ...expectedCounts,
    order: z
      .array(filter)
      .min(1)
      .max(1_000)
      .exactOptional()
      .meta({ description: "One that matches each of these, in this order; others may come between" }),
  });
export const expectation = z.discriminatedUnion("what", [
  expectationOf("messages", filters.messages),
  expectationOf("requests", filters.requests),
  expectationOf("callbacks", filters.callbacks),
  expectationOf("inbound", filters.inbound),
  strict({ what: z.literal("scenario").meta({ description: "No rule with `expect: never` matched" }) }),
]);
export type Expectation = z.output<typeof expectation>;
/** Expectation about a list. */
export type ListExpectation = Exclude<Expectation, { readonly what: "scenario" }>;

/** Items by the name of their list. */
interface Items {
  readonly messages: z.output<typeof message>;
  readonly requests: z.output<typeof requestRow>;
  readonly callbacks: z.output<typeof callback>;
  readonly inbound: z.output<typeof inbound>;
}
export type ItemOf<K extends ListName> = Items[K];

const outcome = {
  ok: z.boolean(),
  failure: text.nullable().meta({ description: "The difference, in one sentence; null: there is none" }),
};
const waitedOf = <K extends ListName, I extends z.ZodType>(what: K, item: I) =>
  z.object({ what: z.literal(what), found: z.array(item), ...outcome });
export const waited = z
  .discriminatedUnion("what", [
    waitedOf("messages", message),
    waitedOf("requests", requestRow),
    waitedOf("callbacks", callback),
    waitedOf("inbound", inbound),
  ])
  .meta({ id: "Waited" });
export type Waited = z.output<typeof waited>;
export const verified = z.object({ count: z.int(), ...outcome }).meta({ id: "Verified" });
export type Verified = z.output<typeof verified>;

// What the event stream tells, by the schema that the client reads it with.

import { z } from "zod";
import { accountKey, attempt, callRow, inbound, message, outboxEntry } from "./answers.ts";

const number = z.int();
const text = z.string();

const news = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(["message", "status"]), message }),
  z.object({ kind: z.literal("inbound"), inbound }),
  z.object({ kind: z.literal("call"), call: callRow }),
  z.object({ kind: z.literal("callback"), callback: outboxEntry }),
  z.object({ kind: z.literal("attempt"), attempt }),
  z.object({ kind: z.literal("account"), account: accountKey }),
  z.object({ kind: z.literal("clock"), now: number }),
  z.object({ kind: z.literal("scenario"), refused: text.exactOptional() }),
  z.object({ kind: z.literal("timeline"), number, at: number }),
  z.object({ kind: z.literal("reset") }),
  z.object({ kind: z.literal("sandbox"), change: z.enum(["created", "changed", "removed"]) }),
  z.object({ kind: z.literal("gap") }),
]);
export const told = z.object({ id: text, sandbox: text, news });

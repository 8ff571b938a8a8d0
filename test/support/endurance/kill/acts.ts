// The mixed load: each act is one thing that a client does, with what it writes into the books before and after.

import type { Books, Input, Sending } from "./books.ts";
import { acknowledge } from "./books.ts";
import type { Life } from "./life.ts";

export interface Act {
  readonly name: string;
  /** `provider/operation`, as the vocabularies name them. */
  readonly operations: readonly string[];
  /** @returns false when the connection broke: nobody knows what became of it. @throws on a refusal */
  run(life: Life, books: Books): Promise<boolean>;
}

/** Asks for one message. `answer` is null when the connection broke; `id` stands in the first group, or there is none. */
export async function sendMessage(
  books: Books,
  act: string,
  input: Input,
  answered: (sending: Sending) => Promise<string | null>,
  id: RegExp,
): Promise<Sending | null> {
  const item = books.pick(act, input);
  const answer = await answered(item);
  if (answer === null) return null;
  const result = id.exec(answer);
  if (result === null) throw new Error(`${act}: ${answer}`);
  acknowledge(item, result[1] ?? null);
  return item;
}

/** Asks for several messages at once; each has an id in the answer, in their order. */
export async function sendMany(
  books: Books,
  act: string,
  input: Input,
  answered: (sendings: readonly Sending[]) => Promise<string | null>,
  id: RegExp,
): Promise<boolean> {
  const all = books.group(act, 3, input);
  const answer = await answered(all);
  if (answer === null) return false;
  const ids = [...answer.matchAll(id)].map(([, item]) => item ?? "");
  if (ids.length !== all.length) throw new Error(`${act}: ${answer}`);
  for (const [index, item] of all.entries()) acknowledge(item, ids[index] ?? null);
  return true;
}

/** Asks for the end of messages that are scheduled. */
export async function cancelAll(
  act: string,
  sendings: readonly Sending[],
  answered: () => Promise<string | null>,
  good: RegExp,
): Promise<boolean> {
  for (const sending of sendings) sending.cancelled = "requested";
  const answer = await answered();
  if (answer === null) return false;
  if (!good.test(answer)) throw new Error(`${act}: ${answer}`);
  for (const sending of sendings) sending.cancelled = "acknowledged";
  return true;
}

/** Asks about what an earlier act was told; what is right is in the answer. Nothing to ask about is fine. */
export async function look(
  act: string,
  answered: Promise<string | null> | null,
  right: string | RegExp,
): Promise<boolean> {
  if (answered === null) return true;
  const answer = await answered;
  if (answer === null) return false;
  if (typeof right === "string" ? !answer.includes(right) : !right.test(answer)) throw new Error(`${act}: ${answer}`);
  return true;
}

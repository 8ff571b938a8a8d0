// How the cost of a send grows: with sandboxes, rules, messages in the file, characters of a text, and the window of a session.

import type { Point, Series } from "../growth.ts";
import { load } from "../http-load.ts";
import { type Call, mult, send } from "../requests.ts";
import { spread } from "../row.ts";
import { startTarget, type Target } from "../target.ts";
import { submitAll } from "./smpp.ts";

const requests = 4_000;
const rounds = 3;
/** Requests until the engine has compiled what is hot. */
const warmUp = 30_000;

const doublings = (first: number, last: number): readonly number[] => {
  const sizes = Array.from({ length: Math.ceil(Math.log2(last / first)) }, (_, index) => first * 2 ** index);
  return [...sizes, last];
};

async function sendAll(target: Target, count: number, call: Call = send): Promise<void> {
  const port = target.ports["mensagem"] ?? 0;
  await load({ port, connections: 50, requests: count, request: call.request, expect: call.expect });
}

async function costOf(target: Target, messages: number, go: () => Promise<void>): Promise<number> {
  const costs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await target.cpu();
    await go();
    costs.push((await target.cpu()) / messages);
  }
  return spread(costs).median;
}

async function series(
  what: string,
  sizes: readonly number[],
  prepare: (target: Target, size: number) => Promise<unknown>,
  call: (size: number) => Call = () => send,
): Promise<Series> {
  const target = await startTarget("torpedo", "growing.ts");
  await sendAll(target, warmUp);
  const points: Point[] = [];
  for (const size of sizes) {
    await prepare(target, size);
    points.push({ size, cost: await costOf(target, requests, () => sendAll(target, requests, call(size))) });
  }
  await target.stop();
  return { what, points };
}

/** Sends in requests of a thousand until the file holds so many. */
function fill(): (target: Target, size: number) => Promise<void> {
  let kept = warmUp;
  return async (target, size) => {
    const missing = Math.max(0, Math.round((size - kept) / 1_000));
    const port = target.ports["mensagem"] ?? 0;
    if (missing > 0)
      await load({ port, connections: 2, requests: missing, request: mult.request, expect: mult.expect });
    kept += missing * 1_000 + rounds * requests;
  };
}

/** The send with a text of so many characters. */
function longText(characters: number): Call {
  const text = "Sua fatura vence amanha. "
    .repeat(Math.ceil(characters / 25))
    .slice(0, characters)
    .replaceAll(" ", "+");
  return { ...send, request: (n) => send.request(n).replace(/&m=[^& ]*/, `&m=${text}`) };
}

async function windows(): Promise<Series> {
  const target = await startTarget("torpedo", "smsc.ts");
  const port = target.ports["smpp"] ?? 0;
  await submitAll(port, { messages: warmUp, window: 50 });
  const points: Point[] = [];
  for (const window of doublings(1, 500)) {
    const messages = requests;
    points.push({ size: window, cost: await costOf(target, messages, () => submitAll(port, { messages, window })) });
  }
  await target.stop();
  return { what: "Window of a session", points };
}

/** @param long up to a million messages in the file, which takes minutes */
export async function growth(long: boolean): Promise<readonly Series[]> {
  return [
    await series("Sandboxes", doublings(1, 1_000), (target, sandboxes) => target.command({ sandboxes }, "done")),
    await series("Rules", doublings(1, 1_000), (target, rules) => target.command({ rules }, "done")),
    await series("Messages in the file", doublings(50_000, long ? 1_000_000 : 200_000), fill()),
    await series("Characters of a text", doublings(10, 600), async () => {}, longText),
    await windows(),
  ];
}

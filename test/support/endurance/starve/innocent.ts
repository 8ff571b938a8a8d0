// A client that does nothing wrong, at every listener: sends at a fixed rate, each timed from the instant it was due, so that
// a delay of the server counts for every request that it holds.

import { type Caller, control, listenerNames, senders } from "../senders.ts";
import type { Urls } from "../server.ts";

/** Sandbox of the client, with accounts of its own. */
export const calmSandbox = "calm";

const calmCaller: Caller = {
  integrationUser: "calmuser",
  smppPassword: "calmpass",
  token: "CALM-SOPHIA-TOKEN",
  credencial: "CALM0000000000000020",
  principalUser: "98765432000195",
};

/** Accounts of that sandbox, as an accounts file has them. */
export const calmAccounts = {
  "mensagem/main": {
    credits: { long: 1_000_000, flash: 1_000_000, short: 1_000_000 },
    details: { integrationUser: calmCaller.integrationUser, smppPassword: calmCaller.smppPassword },
  },
  "sophia/main": { credits: 1_000_000, details: { token: calmCaller.token } },
  "mobilepronto/main": {
    credits: 1_000_000,
    details: {
      credencial20: calmCaller.credencial,
      credencial40: calmCaller.credencial.padStart(40, "CALM"),
      principalUser: calmCaller.principalUser,
      token: "CALM01",
    },
  },
};

/** Milliseconds between two requests to a listener, and requests to it at a time. */
const [everyMs, together] = [40, 8];

export interface Latency {
  readonly count: number;
  readonly failed: number;
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
}

function latencyOf(took: readonly number[], failed: number): Latency {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { count: sorted.length, failed, p50: at(0.5), p99: at(0.99), worst: sorted.at(-1) ?? 0 };
}

/** Sends at every listener for so long. @returns the latency at each, with what was due and not answered `graceMs` later */
async function atListener(send: () => Promise<boolean>, lengthMs: number, graceMs: number): Promise<Latency> {
  const took: number[] = [];
  const waiting: number[] = [];
  let [failed, under] = [0, 0];
  const pending = new Set<number>();
  const next = (): void => {
    while (under < together) {
      const due = waiting.shift();
      if (due === undefined) return;
      under += 1;
      pending.add(due);
      void send()
        .catch(() => false)
        .then((isAnswered) => {
          under -= 1;
          if (!pending.delete(due)) return;
          took.push(performance.now() - due);
          if (!isAnswered) failed += 1;
          next();
        });
    }
  };
  const begun = performance.now();
  for (let n = 0; n * everyMs < lengthMs; n++) {
    const due = begun + n * everyMs;
    const early = due - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    waiting.push(due);
    next();
  }
  const until = performance.now() + graceMs;
  while (pending.size + waiting.length > 0 && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 20));
  for (const due of [...pending, ...waiting]) took.push(performance.now() - due);
  pending.clear();
  waiting.length = 0;
  return latencyOf(took, failed);
}

export interface Innocent {
  /** Sends for so long. @returns the latency at each listener by its name */
  measure(lengthMs: number): Promise<Readonly<Record<string, Latency>>>;
  close(): void;
}

export async function innocentAt(urls: Urls): Promise<Innocent> {
  const listeners = await senders(urls, undefined, calmCaller);
  const isAnswered = async (listener: (typeof listenerNames)[number]): Promise<boolean> =>
    (await listeners.send(listener)).kind === "acknowledged";
  return {
    async measure(lengthMs) {
      const sends: [string, () => Promise<boolean>][] = [
        ...listenerNames.map((listener): [string, () => Promise<boolean>] => [listener, () => isAnswered(listener)]),
        ["control", async () => (await control(urls, `GET /sandboxes/${calmSandbox}`)).status === 200],
      ];
      const each = sends.map(async ([name, send]) => [name, await atListener(send, lengthMs, 10_000)] as const);
      return Object.fromEntries(await Promise.all(each));
    },
    close: () => listeners.close(),
  };
}

// Named lifecycles of the scenario language. Times count from acceptance; a real handset answers in seconds, and an
// operator gives up after two days (the longest delay that the providers' documents speak of).

import type { LifeStep } from "./message.ts";

const second = 1000;
const twoDays = 48 * 3600 * second;

export const namedLifecycles = {
  delivered: [
    { status: "sent", after: second },
    { status: "delivered", after: 3 * second },
  ],
  "sent-only": [{ status: "sent", after: second }],
  undelivered: [
    { status: "sent", after: second },
    { status: "undelivered", after: 3 * second },
  ],
  rejected: [{ status: "rejected", after: second }],
  expired: [
    { status: "sent", after: second },
    { status: "expired", after: twoDays },
  ],
  skipped: [
    { status: "sent", after: second },
    { status: "skipped", after: 3 * second },
  ],
  stuck: [],
} as const satisfies Readonly<Record<string, readonly LifeStep[]>>;
export type LifecycleName = keyof typeof namedLifecycles;

export function isLifecycleName(word: string): word is LifecycleName {
  return Object.hasOwn(namedLifecycles, word);
}

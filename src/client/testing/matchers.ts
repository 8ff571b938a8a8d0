// Matchers for any `expect.extend` (Vitest, Jest). They are awaited: `await expect(sandbox).toHaveSent({ to })`.

import type { FilterInput } from "../../api/schema/filter.ts";
import {
  type Behaviour,
  type How,
  type Judgement,
  judge,
  judgeConduct,
  judgeOrder,
  receivedCallback,
  receivedInbound,
  requested,
  sent,
} from "./expectations.ts";

/**
 * Each waits up to a second (or `timeout`) of real time; with `not` it looks once. Takes a sandbox, or an emulator for its
 * sandbox `default`. A failure tells what came nearest.
 */
export interface TorpedoMatchers {
  /** The program under test has sent a message that the emulator accepted. */
  toHaveSent(where?: FilterInput<"messages">, how?: How): Promise<void>;
  /** It has sent messages that match these, one after the other; others may come between. Looks once. */
  toHaveSentInOrder(order: readonly FilterInput<"messages">[]): Promise<void>;
  /** It has made a request; refused requests count too. */
  toHaveRequested(where?: FilterInput<"requests">, how?: How): Promise<void>;
  /** It has received a report or an inbound message, unless `state` gives another state. */
  toHaveReceivedCallback(where?: FilterInput<"callbacks">, how?: How): Promise<void>;
  /** A phone has sent an inbound message. */
  toHaveReceivedInbound(where?: FilterInput<"inbound">, how?: How): Promise<void>;
  /** The program under test has no habit that a provider would punish or bill (docs/conduct.md). Looks once. */
  toBehave(choice?: Behaviour): Promise<void>;
}

/** State that a runner gives a matcher. */
interface MatcherState {
  readonly isNot?: boolean;
}
type Matcher<Given extends readonly unknown[]> = (
  this: MatcherState,
  received: unknown,
  ...given: Given
) => Promise<Judgement>;

/** For `expect.extend`. */
export const matchers: {
  readonly [Name in keyof TorpedoMatchers]: Matcher<Parameters<TorpedoMatchers[Name]>>;
} = {
  toHaveSent(received, where, how) {
    return judge(received, sent(where), how, this.isNot);
  },
  toHaveSentInOrder: (received, order) => judgeOrder(received, order),
  toHaveRequested(received, where, how) {
    return judge(received, requested(where), how, this.isNot);
  },
  toHaveReceivedCallback(received, where, how) {
    return judge(received, receivedCallback(where), how, this.isNot);
  },
  toHaveReceivedInbound(received, where, how) {
    return judge(received, receivedInbound(where), how, this.isNot);
  },
  toBehave: (received, choice) => judgeConduct(received, choice),
};

// Matchers for any `expect.extend` (Vitest, Jest). They are awaited: `await expect(sandbox).toHaveSent({ to })`.

import type { CallbackWanted, CallWanted, InboundWanted, MessageWanted } from "../control/filter-type.ts";
import {
  called,
  type How,
  type Judgement,
  judge,
  judgeOrder,
  receivedCallback,
  receivedInbound,
  sent,
} from "./claims.ts";

/**
 * Each waits up to a second (or `timeout`) of real time until it is so; with `not` it looks once. Taken are a sandbox's
 * desk and an emulator (its sandbox `default`). A failure tells what came nearest.
 */
export interface TorpedoMatchers {
  /** The program under test has sent a message that the emulator accepted. */
  toHaveSent(where?: MessageWanted, how?: How): Promise<void>;
  /** Messages that match these, one after the other; others may come between. Looks once. */
  toHaveSentInOrder(order: readonly MessageWanted[]): Promise<void>;
  /** It has called an operation, refused calls count too. */
  toHaveCalled(where?: CallWanted, how?: How): Promise<void>;
  /** It has taken a report or inbound that was sent to it, unless `state` asks for another end. */
  toHaveReceivedCallback(where?: CallbackWanted, how?: How): Promise<void>;
  /** A phone has sent an SMS. */
  toHaveReceivedInbound(where?: InboundWanted, how?: How): Promise<void>;
}

/** What a runner says of a matcher's call. */
interface Called {
  readonly isNot?: boolean;
}
type Matcher<Given extends readonly unknown[]> = (
  this: Called,
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
  toHaveCalled(received, where, how) {
    return judge(received, called(where), how, this.isNot);
  },
  toHaveReceivedCallback(received, where, how) {
    return judge(received, receivedCallback(where), how, this.isNot);
  },
  toHaveReceivedInbound(received, where, how) {
    return judge(received, receivedInbound(where), how, this.isNot);
  },
};

// `torpedo-sms/node-test`: an emulator for a file of node:test, a sandbox for each test, and assertions that wait.

import { AssertionError } from "node:assert";
import { after, before } from "node:test";
import type { CallbackWanted, CallWanted, InboundWanted, MessageWanted } from "../control/filter-type.ts";
import type { TestDesk } from "../control/waits.ts";
import type { Emulator } from "../emulator.ts";
import {
  type Claim,
  called,
  type How,
  type Judgement,
  judge,
  judgeOrder,
  receivedCallback,
  receivedInbound,
  type Subject,
  sent,
} from "./claims.ts";
import { closeWorld, openEmulator, openWorld, type TestOptions } from "./test-world.ts";

export type { Emulator } from "../emulator.ts";
export type { How, Subject } from "./claims.ts";
export type { TestOptions } from "./test-world.ts";

/** What a test needs of its context. */
interface Context {
  readonly fullName: string;
  readonly filePath?: string | undefined;
  after(work: () => Promise<void>): void;
}

/**
 * Sets up this file: call it at the top. The emulator starts before the first test and stops after the last one.
 * @returns for each test that calls it: the emulator, and a sandbox that is gone after the test
 */
export function useTorpedo(
  options: TestOptions = {},
): (test: Context) => Promise<{ readonly emulator: Emulator; readonly sandbox: TestDesk }> {
  const opened = Promise.withResolvers<Emulator>();
  before(async () => {
    openEmulator(options).then(opened.resolve, opened.reject);
    await opened.promise;
  });
  after(async () => {
    await (await opened.promise).stop();
  });
  return async (test) => {
    const emulator = await opened.promise;
    const file = test.filePath?.split(/[\\/]/).at(-1) ?? "";
    const sandbox = await openWorld(emulator, [file, test.fullName], options);
    test.after(() => closeWorld(sandbox));
    return { emulator, sandbox };
  };
}

/** Each waits up to a second (or `timeout`) of real time until it is so; what is denied is looked at once. */
export async function assertSent(subject: Subject, where?: MessageWanted, how?: How): Promise<void> {
  holds(await judge(subject, sent(where), how), assertSent);
}
export async function assertNotSent(subject: Subject, where?: MessageWanted): Promise<void> {
  await denied(subject, sent(where), assertNotSent);
}
/** Messages that match these, one after the other; others may come between. Looks once. */
export async function assertSentInOrder(subject: Subject, order: readonly MessageWanted[]): Promise<void> {
  holds(await judgeOrder(subject, order), assertSentInOrder);
}
/** Refused calls count too. */
export async function assertCalled(subject: Subject, where?: CallWanted, how?: How): Promise<void> {
  holds(await judge(subject, called(where), how), assertCalled);
}
export async function assertNotCalled(subject: Subject, where?: CallWanted): Promise<void> {
  await denied(subject, called(where), assertNotCalled);
}
/** The program under test has taken a report or inbound, unless `state` asks for another end. */
export async function assertReceivedCallback(subject: Subject, where?: CallbackWanted, how?: How): Promise<void> {
  holds(await judge(subject, receivedCallback(where), how), assertReceivedCallback);
}
export async function assertNotReceivedCallback(subject: Subject, where?: CallbackWanted): Promise<void> {
  await denied(subject, receivedCallback(where), assertNotReceivedCallback);
}
/** A phone has sent an SMS. */
export async function assertReceivedInbound(subject: Subject, where?: InboundWanted, how?: How): Promise<void> {
  holds(await judge(subject, receivedInbound(where), how), assertReceivedInbound);
}
export async function assertNotReceivedInbound(subject: Subject, where?: InboundWanted): Promise<void> {
  await denied(subject, receivedInbound(where), assertNotReceivedInbound);
}

async function denied(subject: Subject, claim: Claim, assertion: (...given: never[]) => unknown): Promise<void> {
  const { pass, message } = await judge(subject, claim, {}, true);
  holds({ pass: !pass, message }, assertion);
}

function holds({ pass, message }: Judgement, { name }: (...given: never[]) => unknown): void {
  if (!pass) throw new AssertionError({ message: message(), operator: name });
}

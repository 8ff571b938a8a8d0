// `torpedo-sms/node-test`: an emulator for a file of node:test, a sandbox for each test, and assertions that wait.

import { AssertionError } from "node:assert";
import { after, before } from "node:test";
import type { FilterInput } from "../../api/schema/filter.ts";
import type { Emulator, Sandbox, SandboxOptions } from "../sandbox.ts";
import {
  type Behaviour,
  type Expected,
  type How,
  type Judgement,
  judge,
  judgeConduct,
  judgeOrder,
  receivedCallback,
  receivedInbound,
  requested,
  type Subject,
  sent,
} from "./expectations.ts";
import { closeSandbox, openEmulator, openSandbox, type TestOptions } from "./test-sandbox.ts";

export { type OutcomeChoice, outcomes, provoke } from "./outcomes.ts";
export type { TestOptions } from "./test-sandbox.ts";

/** Part of a test's context that the helpers need. */
interface Context {
  readonly fullName: string;
  readonly filePath?: string | undefined;
  /** False once the test has failed. */
  readonly passed?: boolean;
  after(work: () => Promise<void>): void;
}

/**
 * Sets up this file: call it at the top. The emulator starts before the first test and stops after the last one.
 * @returns for each test that calls it: the emulator, and a sandbox that is removed after the test
 */
export function useTorpedo(
  options: TestOptions = {},
): (test: Context, own?: SandboxOptions) => Promise<{ readonly emulator: Emulator; readonly sandbox: Sandbox }> {
  const opened = Promise.withResolvers<Emulator>();
  before(async () => {
    openEmulator(options).then(opened.resolve, opened.reject);
    await opened.promise;
  });
  after(async () => {
    await (await opened.promise).stop();
  });
  return async (test, own) => {
    const emulator = await opened.promise;
    const file = test.filePath?.split(/[\\/]/).at(-1) ?? "";
    const sandbox = await openSandbox(emulator, [file, test.fullName], options, own);
    test.after(() => closeSandbox(sandbox, test.passed === false, options));
    return { emulator, sandbox };
  };
}

/** Each waits up to a second (or `timeout`) of real time until it is so; what is denied is looked at once. */
export async function assertSent(subject: Subject, where?: FilterInput<"messages">, how?: How): Promise<void> {
  check(await judge(subject, sent(where), how), assertSent);
}
export async function assertNotSent(subject: Subject, where?: FilterInput<"messages">): Promise<void> {
  await denied(subject, sent(where), assertNotSent);
}
/** Messages that match these, one after the other; others may come between. Looks once. */
export async function assertSentInOrder(subject: Subject, order: readonly FilterInput<"messages">[]): Promise<void> {
  check(await judgeOrder(subject, order), assertSentInOrder);
}
/** Refused requests count too. */
export async function assertRequested(subject: Subject, where?: FilterInput<"requests">, how?: How): Promise<void> {
  check(await judge(subject, requested(where), how), assertRequested);
}
export async function assertNotRequested(subject: Subject, where?: FilterInput<"requests">): Promise<void> {
  await denied(subject, requested(where), assertNotRequested);
}
/** The program under test has taken a report or inbound, unless `state` asks for another end. */
export async function assertReceivedCallback(
  subject: Subject,
  where?: FilterInput<"callbacks">,
  how?: How,
): Promise<void> {
  check(await judge(subject, receivedCallback(where), how), assertReceivedCallback);
}
export async function assertNotReceivedCallback(subject: Subject, where?: FilterInput<"callbacks">): Promise<void> {
  await denied(subject, receivedCallback(where), assertNotReceivedCallback);
}
/** A phone has sent an SMS. */
export async function assertReceivedInbound(
  subject: Subject,
  where?: FilterInput<"inbound">,
  how?: How,
): Promise<void> {
  check(await judge(subject, receivedInbound(where), how), assertReceivedInbound);
}
export async function assertNotReceivedInbound(subject: Subject, where?: FilterInput<"inbound">): Promise<void> {
  await denied(subject, receivedInbound(where), assertNotReceivedInbound);
}

/** The program under test has no habit that a provider would punish or bill (docs/conduct.md). Looks once. */
export async function assertBehaves(subject: Subject, choice?: Behaviour): Promise<void> {
  check(await judgeConduct(subject, choice), assertBehaves);
}

async function denied(subject: Subject, expected: Expected, assertion: (...given: never[]) => unknown): Promise<void> {
  const { pass, message } = await judge(subject, expected, {}, true);
  check({ pass: !pass, message }, assertion);
}

function check({ pass, message }: Judgement, { name }: (...given: never[]) => unknown): void {
  if (!pass) throw new AssertionError({ message: message(), operator: name });
}

// The control room as the library gives it: the sandbox `default` at hand, every other by name. What it reads here it
// answers at once; `await` works on that too, so the same test runs against a remote emulator.

import type { Account } from "../core/account.ts";
import type { InboundFromPhone } from "../core/inbound.ts";
import type { Inbound, Message } from "../core/message.ts";
import type { Instant, Store } from "../core/ports.ts";
import { defaultSandbox } from "../core/sandbox.ts";
import type { Sandboxes } from "../core/sandboxes.ts";
import type { Control } from "./control.ts";
import type { Advance, Advanced, CallbackView, CallRow } from "./desk-type.ts";
import type { CallbackWanted, CallWanted, InboundWanted, MessageWanted, Page } from "./filter-type.ts";
import { createFinder, type Finder } from "./find.ts";
import type { NewSandbox } from "./sandbox-type.ts";
import { scenarioSource } from "./scenario-source.ts";
import { type TestDesk, type Waits, waitsOf } from "./waits.ts";

/** Methods without a sandbox's name are about `default`. */
export interface InProcess extends Waits {
  readonly control: Control;
  /** Of `default`, as they stand now. */
  readonly accounts: readonly Account[];
  /** Oldest first. */
  messages(wanted?: MessageWanted & Page, sandbox?: string): Message[];
  calls(wanted?: CallWanted & Page, sandbox?: string): CallRow[];
  /** Reports and inbounds on their way to clients, with every attempt, oldest first. */
  callbacks(wanted?: CallbackWanted & Page, sandbox?: string): CallbackView[];
  /** What phones sent, oldest first. */
  inbounds(wanted?: InboundWanted & Page, sandbox?: string): Inbound[];
  /** Lets a phone send an SMS. @throws UsageError when nobody could receive it */
  inbound(phone: InboundFromPhone, sandbox?: string): Promise<Inbound>;
  /**
   * Puts a scenario on: an object, YAML or JSON text, or the name of a file (`stories/friday.yaml`).
   * @throws UsageError with every finding, one a line, when it is not right; the one that plays stays
   */
  scenario(source: string | object, sandbox?: string): Promise<void>;
  /** A world of its own for a test; it is made when it is not there yet, with these options. */
  sandbox(name: string, options?: NewSandbox): Promise<TestDesk>;
  /** Nothing happened, nothing is in flight, the scenario begins again. */
  reset(sandbox?: string): Promise<void>;
  readonly clock: {
    now(sandbox?: string): Instant;
    /** Manual clock: milliseconds, `48h`, an instant, or `next`. Resolves when all of it has happened and is answered. */
    advance(to: Advance, sandbox?: string): Promise<Advanced>;
  };
}

export interface InProcessDeps {
  readonly control: Control;
  readonly store: Store;
  readonly sandboxes: Sandboxes;
  /** The text of a file. @throws UsageError */
  readonly readFile: (name: string) => string;
}

export function inProcess({ control, store, sandboxes, readFile }: InProcessDeps): InProcess {
  const find = (name: string): Finder => createFinder(store, sandboxes.the(name).name);
  const desk = (name = defaultSandbox) => control.sandbox(name);

  return {
    control,
    get accounts() {
      return store.accounts.list(defaultSandbox);
    },
    messages: (wanted = {}, name = defaultSandbox) => find(name).messages(wanted),
    calls: (wanted = {}, name = defaultSandbox) => find(name).calls(wanted),
    callbacks: (wanted = {}, name = defaultSandbox) => find(name).callbacks(wanted),
    inbounds: (wanted = {}, name = defaultSandbox) => find(name).inbounds(wanted),
    inbound: (phone, name) => desk(name).inbound(phone),
    async scenario(source, name) {
      await desk(name).scenario.put(scenarioSource(source, readFile));
    },
    async sandbox(name, options) {
      if (sandboxes.get(name) === null || options !== undefined) await control.create(name, options);
      return { ...desk(name), ...waitsOf(() => desk(name)) };
    },
    async reset(name) {
      await desk(name).reset();
    },
    clock: {
      now: (name = defaultSandbox) => sandboxes.the(name).clock.now(),
      advance: (to, name) => desk(name).clock.advance(to),
    },
    ...waitsOf(desk),
  };
}

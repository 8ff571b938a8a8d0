// An emulator that runs elsewhere (a container, `torpedo start`), with the interface of the one that runs in-process.

import { readText } from "../config/text-file.ts";
import type { Control } from "../control/control.ts";
import type { Advance, Advanced, CallbackView, CallRow } from "../control/desk-type.ts";
import type { CallbackWanted, CallWanted, InboundWanted, MessageWanted, Page } from "../control/filter-type.ts";
import type { NewSandbox } from "../control/sandbox-type.ts";
import { scenarioSource } from "../control/scenario-source.ts";
import { type TestDesk, type Waits, waitsOf } from "../control/waits.ts";
import type { Account } from "../core/account.ts";
import type { InboundFromPhone } from "../core/inbound.ts";
import type { Inbound, Message } from "../core/message.ts";
import type { Instant } from "../core/ports.ts";
import { defaultSandbox } from "../core/sandbox.ts";
import { UsageError } from "../core/usage-error.ts";
import type { Emulator } from "../emulator.ts";
import { createRemote, type RemoteOptions } from "./remote.ts";
import { remoteControl } from "./remote-control.ts";

/** As `Emulator`, but what that answers at once is promised here: with `await` a test runs over both. */
export interface RemoteEmulator extends Waits {
  readonly control: Control;
  /** Where its doors are, by the name it was reached with when it listens on every address. */
  readonly urls: Emulator["urls"];
  /** What it was connected with. */
  readonly token: string | null;
  /** PEM of its doors over TLS; null: none speaks TLS. */
  readonly certificate: string | null;
  /** Of `default`, as they stand now. */
  readonly accounts: Promise<readonly Account[]>;
  messages(wanted?: MessageWanted & Page, sandbox?: string): Promise<readonly Message[]>;
  calls(wanted?: CallWanted & Page, sandbox?: string): Promise<readonly CallRow[]>;
  callbacks(wanted?: CallbackWanted & Page, sandbox?: string): Promise<readonly CallbackView[]>;
  inbounds(wanted?: InboundWanted & Page, sandbox?: string): Promise<readonly Inbound[]>;
  inbound(phone: InboundFromPhone, sandbox?: string): Promise<Inbound>;
  /** A file is read here, not where the emulator runs. */
  scenario(source: string | object, sandbox?: string): Promise<void>;
  sandbox(name: string, options?: NewSandbox): Promise<TestDesk>;
  reset(sandbox?: string): Promise<void>;
  readonly clock: {
    now(sandbox?: string): Promise<Instant>;
    advance(to: Advance, sandbox?: string): Promise<Advanced>;
  };
  /** Lets go of it: ends what is under way. The emulator runs on. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** An emulator, near or far. */
export type AnyEmulator = Emulator | RemoteEmulator;

/**
 * Takes hold of an emulator that runs already.
 * @throws UsageError when none answers there, or when it wants another token
 */
export async function connectEmulator(options: RemoteOptions): Promise<RemoteEmulator> {
  const remote = createRemote(options);
  const control = remoteControl(remote);
  const desk = (name = defaultSandbox) => control.sandbox(name);
  const { doors, certificate } = await control.about();
  const urls = doorsOf(doors, remote.origin);

  async function sandbox(name: string, given?: NewSandbox): Promise<TestDesk> {
    if (given !== undefined) await control.create(name, given);
    else
      await desk(name)
        .clock.read()
        .catch((error) => (isKind(error, "missing") ? made(name) : Promise.reject(error)));
    return { ...desk(name), ...waitsOf(() => desk(name)) };
  }
  /** Somebody else may have been faster. */
  async function made(name: string): Promise<void> {
    await control.create(name).catch((error) => (isKind(error, "conflict") ? null : Promise.reject(error)));
  }
  async function stop(): Promise<void> {
    remote.stop();
  }

  return {
    control,
    urls,
    token: remote.token,
    certificate: certificate?.pem ?? null,
    get accounts() {
      return desk().accounts.list();
    },
    messages: (wanted, name) => desk(name).messages(wanted),
    calls: (wanted, name) => desk(name).calls(wanted),
    callbacks: (wanted, name) => desk(name).callbacks(wanted),
    inbounds: (wanted, name) => desk(name).inbounds(wanted),
    inbound: (phone, name) => desk(name).inbound(phone),
    async scenario(source, name) {
      await desk(name).scenario.put(scenarioSource(source, (file) => readText(file, "scenario")));
    },
    sandbox,
    async reset(name) {
      await desk(name).reset();
    },
    clock: {
      now: async (name) => (await desk(name).clock.read()).now,
      advance: (to, name) => desk(name).clock.advance(to),
    },
    ...waitsOf(desk),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function isKind(error: unknown, kind: "missing" | "conflict"): boolean {
  return error instanceof UsageError && error.mistake?.kind === kind;
}

/** The doors as one who reached the emulator at `origin` finds them: an address for all of a machine is no address to call. */
function doorsOf(doors: Readonly<Record<string, string>>, origin: string): Emulator["urls"] {
  const { hostname, protocol } = new URL(origin);
  const from = (door: string): string => door.replace(/(^|\/\/)(?:0\.0\.0\.0|\[::\]|::)(?=:\d+$)/, `$1${hostname}`);
  const { http = origin, https, mensagem = "", smpp = "", smpps } = doors;
  const [own, secure] = protocol === "https:" ? [from(http), origin] : [origin, https && from(https)];
  return {
    http: own,
    ...(secure ? { https: secure } : {}),
    mensagem: from(mensagem),
    smpp: from(smpp),
    ...(smpps ? { smpps: from(smpps) } : {}),
  };
}

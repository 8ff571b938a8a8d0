// Sandboxes, their clocks and accounts, and the emulator itself.

import { type Fields, fields, flag, instant, list, maybeNumber, number, readList, text } from "./read.ts";
import { desk, type Remote } from "./remote.ts";

export interface Sandbox {
  readonly name: string;
  readonly seed: string;
  readonly clock: Clock;
  /** How many messages, inbounds, calls, callbacks there are, and things that are due. */
  readonly counts: Readonly<Record<string, number>>;
  readonly scenario: string;
  readonly accounts: readonly Account[];
}
export interface Clock {
  readonly mode: "real" | "speeded" | "manual";
  readonly now: number;
  readonly speed: number;
  /** When the next thing is due. */
  readonly next: number | null;
}
export interface Account {
  readonly provider: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly credits: Readonly<Record<string, number>>;
  readonly callbacks: Fields;
  readonly details: Fields;
}
export interface About {
  readonly version: string;
  /** By name: addresses of the HTTP doors, `host:port` of the SMPP ones. */
  readonly doors: Readonly<Record<string, string>>;
  readonly providers: readonly { readonly id: string; readonly title: string }[];
}

export function readClock(value: unknown): Clock {
  const of = fields(value);
  const mode = of["mode"];
  return {
    mode: mode === "manual" || mode === "speeded" ? mode : "real",
    now: instant(of["now"]) ?? 0,
    speed: number(of["speed"], 1),
    next: maybeNumber(of["next"]),
  };
}

function readAccount(value: unknown): Account {
  const of = fields(value);
  return {
    provider: text(of["provider"]),
    name: text(of["name"]),
    enabled: flag(of["enabled"]),
    credits: numbers(of["credits"]),
    callbacks: fields(of["callbacks"]),
    details: fields(of["details"]),
  };
}

function readSandbox(value: unknown): Sandbox {
  const of = fields(value);
  return {
    name: text(of["name"]),
    seed: text(of["seed"]),
    clock: readClock(of["clock"]),
    counts: numbers(of["counts"]),
    scenario: text(of["scenario"]),
    accounts: list(of["accounts"], readAccount),
  };
}

function numbers(value: unknown): Record<string, number> {
  return Object.fromEntries(Object.entries(fields(value)).map(([name, one]) => [name, number(one)]));
}

/** The first two hundred; they are for choosing from. */
export async function listSandboxes(remote: Remote): Promise<readonly Sandbox[]> {
  return readList(await remote.get("/sandboxes", { limit: 200 }), "sandboxes", readSandbox);
}

export async function getSandbox(remote: Remote, sandbox: string): Promise<Sandbox> {
  return readSandbox(await remote.get(desk(sandbox)));
}

export async function createSandbox(remote: Remote, name: string): Promise<void> {
  await remote.send("POST", "/sandboxes", { name });
}

export async function resetSandbox(remote: Remote, sandbox: string): Promise<void> {
  await remote.send("POST", `${desk(sandbox)}/reset`);
}

export async function setSeed(remote: Remote, sandbox: string, seed: string): Promise<void> {
  await remote.send("PATCH", desk(sandbox), { seed });
}

export async function setClock(remote: Remote, sandbox: string, wish: unknown): Promise<void> {
  await remote.send("PUT", `${desk(sandbox)}/clock`, { clock: wish });
}

export interface Advanced {
  readonly from: number;
  readonly now: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly happened: readonly Fields[];
}

/** How far a clock is moved: by a span (`48h`), to an instant, or to the next thing that is due. */
export type Advance = { readonly by: string } | { readonly to: number } | { readonly next: true };

export async function advance(remote: Remote, sandbox: string, body: Advance): Promise<Advanced> {
  const of = fields(await remote.send("POST", `${desk(sandbox)}/clock/advance`, body));
  return {
    from: number(of["from"]),
    now: number(of["now"]),
    counts: numbers(of["counts"]),
    happened: list(of["happened"], fields),
  };
}

export async function readAbout(remote: Remote): Promise<About> {
  const of = fields(await remote.get("/about"));
  const doors = Object.entries(fields(of["doors"])).map(([name, address]) => [name, text(address)] as const);
  return {
    version: text(of["version"]),
    doors: Object.fromEntries(doors),
    providers: list(of["providers"], (one) => ({ id: text(fields(one)["id"]), title: text(fields(one)["title"]) })),
  };
}

import * as z from "zod";
import { changeAccount } from "../../core/account.ts";
import { defaultSandbox, type Sandbox } from "../../core/sandbox.ts";
import { UsageError } from "../../core/usage-error.ts";
import { type Api, removeSandbox } from "../api.ts";
import { durationOf } from "../duration.ts";
import type { DeepReadonly } from "../operation.ts";
import { changeOf } from "../schema/account-change.ts";
import { limit, strict } from "../schema/common.ts";
import { sample } from "../schema/emulator.ts";
import {
  newSandbox,
  type SandboxChange,
  type SandboxInput,
  type SandboxView,
  sandbox,
  sandboxChange,
} from "../schema/sandbox.ts";
import { clockView } from "../views.ts";
import { accountViews, blankAccount } from "./accounts.ts";
import { clockMode } from "./clock.ts";
import { value } from "./entries.ts";
import { putScenario } from "./scenario.ts";

export const sandboxes = {
  list: value("GET /sandboxes", {
    summary: "Lists the sandboxes by name, `default` first, with their accounts and credentials",
    input: strict({ after: z.string().exactOptional().meta({ description: "Only sandboxes after this name" }), limit }),
    output: z.array(sandbox),
    pages: "name",
    run(api, { after, limit }) {
      const all = api.sandboxes.list().sort((a, b) => byName(a.name, b.name));
      // The sandbox of the cursor may have been removed.
      const behind = after === undefined ? all : all.filter(({ name }) => byName(after, name) < 0);
      return behind.slice(0, limit).map((entry) => sandboxView(api, entry));
    },
  }),
  create: value("POST /sandboxes", {
    summary: "Creates a sandbox, with an account of each provider and credentials of its own",
    input: strict({ name: z.string().min(1).max(63), ...newSandbox.shape }).meta({ id: "NewSandbox" }),
    output: sandbox,
    status: 201,
    run: (api, { name, ...options }) => createSandbox(api, name, options),
  }),
};

const at = "/sandboxes/{sandbox}";
export const sandboxItself = {
  info: value(`GET ${at}`, {
    summary: "Shows a sandbox: settings, clock, counts, accounts",
    output: sandbox,
    run: (api, input) => sandboxView(api, api.sandbox(input.sandbox)),
  }),
  set: value(`PATCH ${at}`, {
    summary: "Changes the seed, the test numbers, the limits or the idle time",
    input: sandboxChange,
    output: sandbox,
    run(api, { sandbox: name, ...change }) {
      setSandbox(api, name, change);
      return api.kept(sandboxView(api, api.sandbox(name)));
    },
  }),
  reset: value(`POST ${at}/reset`, {
    summary: "Empties a sandbox and cancels what is in flight; accounts and scenario begin again",
    output: sandbox,
    run(api, { sandbox: name }) {
      api.sandbox(name);
      api.runner.reset(name);
      return api.kept(sandboxView(api, api.sandbox(name)));
    },
  }),
  samples: value(`GET ${at}/samples`, {
    summary: "Lists requests that send one SMS, with the addresses and credentials of the sandbox",
    output: z.array(sample),
    run: (api, input) => api.samples(api.sandbox(input.sandbox).name),
  }),
  remove: value(`DELETE ${at}`, {
    summary: "Removes a sandbox with everything in it",
    run: (api, input) => removeSandbox(api, input.sandbox),
  }),
};

function byName(a: string, b: string): number {
  if (a === b) return 0;
  return a === defaultSandbox || (b !== defaultSandbox && a < b) ? -1 : 1;
}

export function sandboxView(api: Api, entry: Sandbox): DeepReadonly<SandboxView> {
  const { store, sandboxes, defaults } = api;
  const { name } = entry;
  const { seed, testNumbers, limits, idleMs = 0 } = sandboxes.settings(name);
  const active = api.scenarios.text(name);
  return {
    name,
    seed,
    testNumbers,
    clock: clockView(api, entry),
    limits: { ...defaults.limits, ...limits },
    idleMs,
    counts: {
      messages: store.ledger.count(name),
      inbound: store.ledger.nextInbound(name) - 1,
      requests: store.journal.count(name),
      callbacks: store.outbox.count(name),
      due: store.schedule.count(name),
    },
    scenario: api.runner.get(name)?.scenario.title ?? null,
    watchedFile: active?.watched === true ? active.file : null,
    accounts: accountViews(api, name),
  };
}

async function createSandbox(api: Api, name: string, options: SandboxInput): Promise<DeepReadonly<SandboxView>> {
  const { defaults, sandboxes, hostClock } = api;
  const { seed = defaults.seed, testNumbers = true, limits, idle, scenario } = options;
  const clock =
    options.clock === undefined ? defaults.clock : clockMode(options.clock, defaults.manualStart, hostClock.now());
  const accounts = new Map(
    api.freshAccounts(name, seed).map((account) => [`${account.provider}/${account.name}`, account]),
  );
  for (const [key, change] of Object.entries(options.accounts ?? {})) {
    const old = change.replace === true ? undefined : accounts.get(key);
    accounts.set(key, changeAccount(old ?? blankAccount(api, name, key), changeOf(change)));
  }
  const kept = limits === undefined ? {} : { limits };
  sandboxes.create(name, { seed, clock, testNumbers, ...kept }, [...accounts.values()]);
  try {
    if (idle !== undefined) setSandbox(api, name, { idle });
    if (scenario !== undefined) await putScenario(api, name, scenario);
  } catch (error) {
    sandboxes.remove(name);
    throw error;
  }
  await api.store.committed();
  return sandboxView(api, api.sandbox(name));
}

const longestIdle = 30 * 86_400_000;

function setSandbox(api: Api, name: string, { seed, testNumbers, limits, idle }: SandboxChange): void {
  const { sandboxes } = api;
  api.sandbox(name);
  const idleMs = idle === undefined ? undefined : durationOf(idle, "idle", longestIdle);
  if (idleMs !== undefined && idleMs > 0 && name === "default")
    throw new UsageError({ where: "idle", problem: "is not for the sandbox default", remedy: "it always exists" });
  if (seed !== undefined) sandboxes.setSeed(name, seed);
  const before = sandboxes.settings(name);
  sandboxes.set(name, {
    ...(testNumbers === undefined ? {} : { testNumbers }),
    ...(limits === undefined ? {} : { limits: { ...before.limits, ...limits } }),
    ...(idleMs === undefined ? {} : { idleMs }),
  });
}

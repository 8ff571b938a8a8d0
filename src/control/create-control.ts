import { type Account, accountKey, changeAccount } from "../core/account.ts";
import { noSandbox } from "../core/sandboxes.ts";
import { testNumberLives, testNumberReplies } from "../core/test-number-tables.ts";
import { blankAccount, changeOf } from "./account-wish.ts";
import { kindsOf } from "./accounts-desk.ts";
import type { Control } from "./control.ts";
import { createDesk } from "./create-desk.ts";
import type { Desk } from "./desk-type.ts";
import { createFeed, type Listen } from "./feed.ts";
import { createIdle } from "./idle.ts";
import type { ControlDeps } from "./ports.ts";
import { checkLimits, clockMode, sandboxInfo, setSandbox } from "./sandbox-info.ts";
import type { NewSandbox, SandboxInfo } from "./sandbox-type.ts";

/** The in-process control room; `stop` ends its timers. */
export function createControl(deps: ControlDeps): Control & { stop(): void } {
  const { store, sandboxes } = deps;
  const desks = new Map<string, Desk>();
  const feed = createFeed(deps);
  const idle = createIdle(deps, () => {});

  function desk(name: string): Desk {
    idle.touch(name);
    const known = desks.get(name);
    if (known !== undefined) return known;
    const plain = createDesk(deps, name);
    const made: Desk = {
      ...plain,
      async wait(wanted) {
        const done = idle.use(name);
        return plain.wait(wanted).finally(done);
      },
    };
    // A desk is remembered only while its sandbox is there: names asked for in vain are not kept.
    if (sandboxes.get(name) !== null) desks.set(name, made);
    return made;
  }
  const listen: Listen = (filter, listener) => {
    const done = filter.sandbox === undefined ? null : idle.use(filter.sandbox);
    const stop = feed(filter, listener);
    return () => {
      stop();
      done?.();
    };
  };
  const forget = deps.events.listen((event) => {
    if (event.kind === "sandbox" && event.change === "removed") desks.delete(event.sandbox);
  });

  async function create(name: string, options: NewSandbox = {}): Promise<SandboxInfo> {
    const { seed = deps.defaults.seed, rehearsal = true, limits } = options;
    if (limits !== undefined) checkLimits(limits);
    const { manualStart } = deps.defaults;
    const clock =
      options.clock === undefined ? deps.defaults.clock : clockMode(options.clock, manualStart, deps.hostClock.now());
    const accounts = new Map<string, Account>(deps.freshAccounts(name, seed).map((one) => [accountKey(one), one]));
    for (const [key, wish] of Object.entries(options.accounts ?? {})) {
      const old = wish.replace === true ? undefined : accounts.get(key);
      accounts.set(
        key,
        changeAccount(old ?? blankAccount(name, key, kindsOf(deps)), changeOf(wish, `accounts.${key}`)),
      );
    }
    sandboxes.create(name, { seed, clock, rehearsal, ...(limits === undefined ? {} : { limits }) }, [
      ...accounts.values(),
    ]);
    try {
      if (options.idle !== undefined) setSandbox(deps, name, { idle: options.idle });
      if (options.scenario !== undefined) await desk(name).scenario.put(options.scenario);
    } catch (error) {
      sandboxes.remove(name);
      throw error;
    }
    await store.committed();
    const sandbox = sandboxes.get(name);
    if (sandbox === null) throw noSandbox(name);
    return sandboxInfo(deps, sandbox);
  }

  return {
    async sandboxes(page = {}) {
      const all = sandboxes.list();
      const from = page.after === undefined ? 0 : all.findIndex((one) => one.name === page.after) + 1;
      return all.slice(from, from + (page.limit ?? all.length)).map((one) => sandboxInfo(deps, one));
    },
    create,
    sandbox: desk,
    async about() {
      return { ...deps.about(), sandboxes: sandboxes.list().length };
    },
    async coverage() {
      return deps.coverage;
    },
    async rehearsal() {
      return {
        lives: testNumberLives.map(({ code, about }) => ({ code, about })),
        replies: testNumberReplies.map(({ code, about }) => ({ code, about })),
        codes: deps.vocabularies.flatMap(({ provider, operations }) =>
          operations
            .filter(({ sends }) => sends)
            .flatMap(({ name: operation, codes }) =>
              codes
                .filter(({ success }) => success !== true)
                .map(({ code, text }) => ({ provider, operation, code, text })),
            ),
        ),
      };
    },
    library: () => deps.scenarios.library(),
    listen,
    stop() {
      forget();
      idle.stop();
    },
  };
}

import * as z from "zod";
import { changeReplacedAccounts } from "../../scenario/engine/overrides.ts";
import type { Api } from "../api.ts";
import { strict } from "../schema/common.ts";
import { sandbox } from "../schema/sandbox.ts";
import { newFork, newSnapshot, snapshot, snapshotName } from "../schema/snapshot.ts";
import { value } from "./entries.ts";
import { sandboxView } from "./sandboxes.ts";

const at = "/sandboxes/{sandbox}";

export const snapshotOperations = {
  snapshots: value(`GET ${at}/snapshots`, {
    summary: "Lists the snapshots of a sandbox, the oldest first",
    output: z.array(snapshot),
    run: (api, input) => api.snapshots.list(api.sandbox(input.sandbox).name),
  }),
  save: value(`POST ${at}/snapshots`, {
    summary: "Saves a snapshot: everything in the sandbox as it is now",
    example: "ready",
    input: newSnapshot,
    output: snapshot,
    status: 201,
    args: (name: string, options: { readonly replace?: boolean } = {}) => ({ ...options, name }),
    async run(api, { sandbox: name, name: saved, replace }) {
      const scenario = api.runner.get(api.sandbox(name).name)?.scenario.title ?? null;
      const snapshot = await api.kept(api.snapshots.save(name, saved, { scenario, replace }));
      await api.snapshots.deleteRemoved();
      return snapshot;
    },
  }),
  restore: value(`POST ${at}/restore`, {
    summary: "Makes a sandbox again what it was at a snapshot, and cancels what is in flight",
    example: "ready",
    input: strict({ snapshot: snapshotName }),
    output: sandbox,
    args: (name: string) => ({ snapshot: name }),
    async run(api, { sandbox: name, snapshot: saved }) {
      api.sandbox(name);
      await api.scenarios.replace(name, () => api.snapshots.restore(name, saved));
      return api.kept(sandboxView(api, api.sandbox(name)));
    },
  }),
  fork: value(`POST ${at}/fork`, {
    summary: "Creates a sandbox that goes on from a snapshot, or from now, with credentials of its own",
    example: "trial --snapshot ready",
    input: newFork,
    output: sandbox,
    status: 201,
    args: (name: string, options: { readonly snapshot?: string } = {}) => ({ ...options, name }),
    async run(api, { sandbox: origin, name, snapshot: saved = null }) {
      api.sandbox(origin);
      await api.scenarios.replace(name, () => fork(api, origin, saved, name));
      return api.kept(sandboxView(api, api.sandbox(name)));
    },
  }),
  removeSnapshot: value(`DELETE ${at}/snapshots/{snapshot}`, {
    summary: "Removes a snapshot",
    example: "ready",
    args: (name: string) => ({ snapshot: name }),
    async run(api, { sandbox: name, snapshot: saved }) {
      api.snapshots.remove(api.sandbox(name).name, saved);
      await api.store.committed();
      await api.snapshots.deleteRemoved();
    },
  }),
};

function fork(api: Api, origin: string, saved: string | null, name: string): void {
  api.snapshots.fork(origin, saved, name);
  const { seed } = api.sandboxes.settings(name);
  changeReplacedAccounts(api.store, name, (account) => api.ownAccount(account, seed));
}

// The control API of an emulator: its state, and its router behind the guard.

import type { MountedRouter } from "../protocols/http/site.ts";
import { type Api, createApi } from "./api.ts";
import { createGuard, type GuardOptions } from "./http/guard.ts";
import { controlRouter } from "./http/router.ts";
import type { ApiPorts } from "./ports.ts";
import { apiBase } from "./request-of.ts";

export interface ServedApi {
  readonly api: Api;
  readonly router: MountedRouter;
}

export function serveApi(ports: ApiPorts, options: GuardOptions): ServedApi {
  let document: ReturnType<Api["document"]> | null = null;
  const api = createApi(ports, () => {
    document ??= describe(ports.about().version);
    return document;
  });
  const router = controlRouter({
    guard: createGuard(options),
    obstacle: ports.store.obstacle,
    turns: ports.turns,
    async load(carry) {
      const [{ operationRoutes }, { table }] = await Promise.all([
        import("./http/operations.ts"),
        import("./table.ts"),
      ]);
      return operationRoutes(table, api, carry);
    },
  });
  return { api, router };
}

async function describe(version: string): ReturnType<Api["document"]> {
  const [{ openApi }, { table }] = await Promise.all([import("./http/openapi.ts"), import("./table.ts")]);
  return openApi(table, version, apiBase);
}

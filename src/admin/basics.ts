// The control API's first resources: health, messages, inbound, clock.

import type { InboundFromPhone, Inbounds } from "../core/inbound.ts";
import type { MessageFilter, Store } from "../core/ports.ts";
import { defaultSandbox, type Sandbox } from "../core/sandbox.ts";
import { flag, maybe, number, optional, record, text } from "../core/shape.ts";
import { isStatus } from "../core/status.ts";
import type { ApiCall, Resource } from "./api.ts";
import { json, Problem } from "./problem.ts";

export interface BasicsDeps {
  readonly store: Store;
  readonly sandbox: (name: string) => Sandbox | null;
  readonly inbounds: Inbounds;
  readonly advance: (sandbox: Sandbox, ms: number) => Promise<void>;
}

const inboundShape = record({
  from: text({ min: 1, max: 40 }),
  text: text({ max: 40_000 }),
  provider: maybe(text()),
  account: maybe(text()),
  to: maybe(text()),
  answers: maybe(text()),
  free: optional(flag, false),
});
const advanceShape = record({ ms: number(0, 400 * 86_400_000) });

export function basicResources(deps: BasicsDeps): readonly Resource[] {
  function sandboxOf(call: ApiCall): Sandbox {
    const name = call.query.get("sandbox") ?? defaultSandbox;
    const sandbox = deps.sandbox(name);
    if (sandbox === null) throw new Problem(404, `no sandbox ${name}`, "query sandbox", "create it first");
    return sandbox;
  }

  return [
    { method: "GET", path: "/health/live", handle: () => json({ status: "live" }) },
    { method: "GET", path: "/health/ready", handle: () => json({ status: "ready" }) },
    {
      method: "GET",
      path: "/messages",
      handle: (call) => json({ messages: deps.store.ledger.list(sandboxOf(call).name, messageFilter(call.query)) }),
    },
    {
      method: "POST",
      path: "/inbound",
      async handle(call) {
        const { free, answers, ...read } = inboundShape(call.body(), "body");
        const phone: InboundFromPhone = {
          from: read.from,
          text: read.text,
          ...(read.provider === undefined ? {} : { provider: read.provider }),
          ...(read.account === undefined ? {} : { account: read.account }),
          ...(read.to === undefined ? {} : { to: read.to }),
          ...(free ? { answers: null } : answers === undefined ? {} : { answers }),
        };
        const inbound = deps.inbounds.receive(sandboxOf(call), phone);
        await deps.store.committed();
        return json(inbound, 201);
      },
    },
    {
      method: "POST",
      path: "/clock/advance",
      async handle(call) {
        const sandbox = sandboxOf(call);
        if (sandbox.clock.mode !== "manual") {
          throw new Problem(
            409,
            `the clock of ${sandbox.name} is ${sandbox.clock.mode}`,
            "clock",
            "start with --clock manual",
          );
        }
        await deps.advance(sandbox, advanceShape(call.body(), "body").ms);
        return json({ now: sandbox.clock.now() });
      },
    },
  ];
}

function messageFilter(query: URLSearchParams): MessageFilter {
  const take = (name: string): Record<string, string> => {
    const value = query.get(name);
    return value === null ? {} : { [name]: value };
  };
  const status = query.get("status");
  if (status !== null && !isStatus(status))
    throw new Problem(400, `no status ${status}`, "query status", "see the docs");
  const limit = Number(query.get("limit") ?? 100);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) {
    throw new Problem(400, "limit is from 1 to 1000", "query limit", "page with after");
  }
  return {
    ...take("provider"),
    ...take("account"),
    ...take("to"),
    ...take("id"),
    ...take("clientId"),
    ...take("text"),
    ...(status === null ? {} : { status }),
    limit,
  };
}

import * as z from "zod";
import { normalise } from "../../core/address.ts";
import type { OutboxEntry } from "../../core/ports.ts";
import { UsageError } from "../../core/usage-error.ts";
import type { Api } from "../api.ts";
import { findItems } from "../find.ts";
import { callback } from "../schema/callback.ts";
import { pageFields, strict } from "../schema/common.ts";
import { filters } from "../schema/filter.ts";
import { callbackSearch } from "../search.ts";
import { callbackView } from "../views.ts";
import { value } from "./entries.ts";
import { rowIn } from "./messages.ts";

const all = "/sandboxes/{sandbox}/callbacks";
const at = `${all}/{callback}` as const;

export const callbacks = {
  callbacks: value(`GET ${all}`, {
    summary: "Lists reports and inbound messages on their way to clients, with every attempt",
    input: strict({ ...filters.callbacks.shape, ...pageFields }),
    output: z.array(callback),
    pages: "seq",
    async run(api, { sandbox, after, before, limit, newestFirst, ...where }) {
      api.sandbox(sandbox);
      return findItems(api, sandbox, await callbackSearch(api, sandbox, where), { after, before, limit, newestFirst });
    },
  }),
  callback: value(`GET ${at}`, {
    summary: "Shows a callback",
    output: callback,
    args: (number: number) => ({ callback: number }),
    run: (api, input) => callbackView(api, entryIn(api, input.sandbox, input.callback)),
  }),
  repeat: value(`POST ${at}/repeat`, {
    summary: "Sends a callback again, now, whatever its state",
    example: "1",
    output: callback,
    args: (number: number) => ({ callback: number }),
    run(api, input) {
      const before = entryIn(api, input.sandbox, input.callback);
      const now = api.sandbox(input.sandbox).clock.now();
      api.send(api.store.outbox.update(before, "waiting", before.attemptCount, now));
      return api.kept(callbackView(api, entryIn(api, input.sandbox, input.callback)));
    },
  }),
  reachable: value("POST /sandboxes/{sandbox}/reachable", {
    summary: "Marks a phone as reachable again: clients that asked for it are told (alert_notification)",
    example: "11999990001",
    input: strict({ phone: z.string().min(1).max(100).meta({ description: "In any written form" }) }),
    output: z.array(callback),
    args: (phone: string) => ({ phone }),
    run(api, { sandbox, phone }) {
      const number = normalise(phone);
      if (!/^\d+$/.test(number)) {
        const remedy = "give one, for example 11999990001";
        throw new UsageError({ where: "phone", problem: "must be a phone number", value: phone, remedy });
      }
      const planned = api.reachable(api.sandbox(sandbox), number);
      return api.kept(planned.map((entry) => callbackView(api, entry)));
    },
  }),
};

function entryIn(api: Api, sandbox: string, number: number): OutboxEntry {
  return rowIn(api, sandbox, "callback", number, api.store.outbox.get);
}

import * as z from "zod";
import type { Message } from "../../core/message.ts";
import { placeOf } from "../../core/ports.ts";
import type { Status } from "../../core/status.ts";
import { UsageError } from "../../core/usage-error.ts";
import type { Api } from "../api.ts";
import { findItems } from "../find.ts";
import { firstSeq } from "../list-search.ts";
import type { DeepReadonly } from "../operation.ts";
import { type MessageHistory, messageHistory } from "../schema/callback.ts";
import { pageFields, status, strict } from "../schema/common.ts";
import { filters } from "../schema/filter.ts";
import { type MessageView, message } from "../schema/message.ts";
import { callbackSearch, inboundSearch, messageSearch } from "../search.ts";
import { messageView, requestView, stepView } from "../views.ts";
import { value } from "./entries.ts";

const all = "/sandboxes/{sandbox}/messages";
const at = `${all}/{message}` as const;

export const messages = {
  messages: value(`GET ${all}`, {
    summary: "Lists the messages that clients sent",
    input: strict({ ...filters.messages.shape, ...pageFields }),
    output: z.array(message),
    pages: "seq",
    async run(api, { sandbox, after, before, limit, newestFirst, ...where }) {
      api.sandbox(sandbox);
      return findItems(api, sandbox, await messageSearch(api, sandbox, where), { after, before, limit, newestFirst });
    },
  }),
  message: value(`GET ${at}`, {
    summary: "Shows a message with its request, statuses, callbacks and replies",
    output: messageHistory,
    args: (number: number) => ({ message: number }),
    run: (api, input) => historyOf(api, input.sandbox, input.message),
  }),
  report: value(`POST ${at}/report`, {
    summary: "Sets the status of a message, after a final one too; its reports go out as for any other",
    example: "3 sent",
    input: strict({
      status: status.meta({ description: "Status from now on" }),
      word: z
        .string()
        .min(1)
        .max(100)
        .exactOptional()
        .meta({ description: "End of a voice call in the provider's own word" }),
    }),
    output: message,
    args: (number: number, to: Status, word?: string) => ({
      message: number,
      status: to,
      ...(word === undefined ? {} : { word }),
    }),
    run(api, { sandbox, message: number, status: to, word }) {
      const current = messageIn(api, sandbox, number);
      return api.kept(messageView(api.lifecycles.report(current, to, "control", word)));
    },
  }),
  release: value(`POST ${at}/release`, {
    summary: "Releases a message that antifraud holds, or refuses it",
    example: "4 true",
    input: strict({ accepted: z.boolean().meta({ description: "False refuses the message" }) }),
    output: message,
    args: (number: number, accepted: boolean) => ({ message: number, accepted }),
    run(api, { sandbox, message: number, accepted }) {
      const current = messageIn(api, sandbox, number);
      return changed(api, current, api.lifecycles.release(current, accepted), accepted ? "released" : "refused");
    },
  }),
};

/** Row of a list by its number. @throws UsageError when the sandbox has none */
export function rowIn<Row extends { readonly sandbox: string }>(
  api: Api,
  sandbox: string,
  kind: string,
  number: number,
  get: (seq: number) => Row | null,
): Row {
  const row = get(firstSeq(api, api.sandbox(sandbox).name) + number);
  if (row?.sandbox === sandbox) return row;
  const remedy = "take a number from the list; the oldest go when there are too many";
  throw new UsageError({
    where: `${kind} ${number}`,
    problem: `is not in sandbox ${sandbox}`,
    remedy,
    kind: "missing",
  });
}

function messageIn(api: Api, sandbox: string, number: number): Message {
  return rowIn(api, sandbox, "message", number, api.store.ledger.get);
}

async function historyOf(api: Api, sandbox: string, number: number): Promise<DeepReadonly<MessageHistory>> {
  const current = messageIn(api, sandbox, number);
  const { store } = api;
  const request = store.journal.get(current.call);
  const inbound = await findItems(api, sandbox, await inboundSearch(api, sandbox, { answers: number }), {});
  const callbacks = await findItems(
    api,
    sandbox,
    await callbackSearch(api, sandbox, { about: "report", ref: number }),
    {},
  );
  for (const { seq } of inbound)
    callbacks.push(
      ...(await findItems(api, sandbox, await callbackSearch(api, sandbox, { about: "inbound", ref: seq }), {})),
    );
  return {
    message: messageView(current),
    request: request === null || request.sandbox !== sandbox ? null : requestView(request, api),
    steps: store.statusSteps.list(current.seq).map(stepView),
    callbacks,
    inbound,
  };
}

function changed(api: Api, current: Message, next: Message | null, wanted: string): Promise<DeepReadonly<MessageView>> {
  if (next !== null) return api.kept(messageView(next));
  const problem = `is ${current.status} and cannot be ${wanted}`;
  const remedy = "take a message that antifraud holds";
  throw new UsageError({ where: `message ${placeOf(current.seq)}`, problem, remedy, kind: "conflict" });
}

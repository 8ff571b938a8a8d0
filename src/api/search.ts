// Filters of the control API as filters of the store, which carries them out whole.

import type { AccountKey } from "../core/account.ts";
import { normalise } from "../core/address.ts";
import type { CallFilter, InboundFilter, MessageFilter, SearchedCall, TextTest } from "../core/filters.ts";
import { oneTimeCodes } from "../core/one-time-codes.ts";
import { type OutboxEntry, type OutboxFilter, seqsPerSandbox } from "../core/ports.ts";
import { noSandbox } from "../core/sandbox-settings.ts";
import { digitsOf, folded } from "../core/search.ts";
import type { Api } from "./api.ts";
import { instantOf } from "./duration.ts";
import { checkNames } from "./names.ts";
import type { DeepReadonly } from "./operation.ts";
import { callbackTest, resultOf, searchTest } from "./request-facts.ts";
import type { TextFilter } from "./schema/common.ts";
import type { FilterOf, ListName } from "./schema/filter.ts";
import type { ItemOf } from "./schema/wait.ts";
import { bytesOf, callbackView, inboundView, messageView, requestRowOf, textOf } from "./views.ts";

/** Part of a list, in `seq` of the store. */
export interface ListPart {
  readonly after: number;
  readonly before: number;
  readonly limit?: number;
  readonly newestFirst?: boolean;
}

/** A filter that is ready to run on the store. */
export interface Search<Item> {
  list(part: ListPart): readonly Item[];
  count(part: ListPart): number;
  /** `seq` of the oldest or newest item without the filter. */
  edge(newest: boolean): number | undefined;
  /** True if an index answers it, however long the list. */
  readonly indexed: boolean;
}

/** Items that a filter of one kind finds. */
export type ListItem<K extends ListName> = DeepReadonly<ItemOf<K>>;
/** A list and its filter. */
export type ListSearch = { readonly [K in ListName]: { readonly what: K; readonly where?: FilterOf<K> } }[ListName];

/** @throws UsageError for a provider, operation, account or listener that does not exist */
export async function searchFor(api: Api, sandbox: string, sought: ListSearch): Promise<Search<ListItem<ListName>>> {
  switch (sought.what) {
    case "messages":
      return messageSearch(api, sandbox, sought.where ?? {});
    case "requests":
      return requestSearch(api, sandbox, sought.where ?? {});
    case "callbacks":
      return callbackSearch(api, sandbox, sought.where ?? {});
    case "inbound":
      return inboundSearch(api, sandbox, sought.where ?? {});
  }
}

export async function messageSearch(
  api: Api,
  sandbox: string,
  where: FilterOf<"messages">,
): Promise<Search<ListItem<"messages">>> {
  checkNames(api, sandbox, where);
  const { ledger } = api.store;
  const { to, number, text, account, request, oneTimeCode, ...same } = where;
  const whole = text === undefined ? undefined : await testOf(api, text);
  const test = oneTimeCode === undefined ? whole : codeTest(oneTimeCode, whole);
  const filter: MessageFilter = {
    ...same,
    ...keyed(account),
    ...(request === undefined ? {} : { request: firstSeq(api, sandbox) + request }),
    ...(to === undefined ? {} : { to: normalise(to) }),
    ...(number === undefined ? {} : { number: digitsOf(number) }),
    ...(test === undefined ? {} : { text: test }),
  };
  return {
    list: (part) => ledger.list(sandbox, { ...filter, ...part }).map(messageView),
    count: (part) => ledger.count(sandbox, { ...filter, ...part }),
    edge: (newestFirst) => ledger.list(sandbox, { limit: 1, newestFirst })[0]?.seq,
    indexed: false,
  };
}

export async function requestSearch(
  api: Api,
  sandbox: string,
  where: FilterOf<"requests">,
): Promise<Search<ListItem<"requests">>> {
  checkNames(api, sandbox, where);
  const { journal } = api.store;
  const { listener, account, decidedBy, request, search, problems, since, until, ...same } = where;
  const raw = request === undefined ? null : await testOf(api, request);
  const tests = rowTests(api, search, problems);
  const filter: CallFilter = {
    ...same,
    ...(tests.length === 0 ? {} : { fits: (call) => tests.every((test) => test(call)) }),
    ...keyed(account),
    ...(listener === undefined ? {} : { listener }),
    ...(since === undefined ? {} : { since: instantOf(since, "since") }),
    ...(until === undefined ? {} : { until: instantOf(until, "until") }),
    ...(decidedBy === undefined ? {} : { decidedBy: await testOf(api, decidedBy) }),
    ...(raw === null ? {} : { request: (octets: Buffer | string) => passes(raw, textOf(bytesOf(octets))) }),
  };
  return {
    list: (part) => journal.list(sandbox, { ...filter, ...part }).map(requestRowOf),
    count: (part) => journal.count(sandbox, { ...filter, ...part }),
    edge: (newestFirst) => journal.list(sandbox, { limit: 1, newestFirst })[0]?.seq,
    indexed: false,
  };
}

function rowTests(api: Api, search = "", problems?: boolean): ((call: SearchedCall) => boolean)[] {
  return [
    ...(problems === undefined
      ? []
      : [(call: SearchedCall) => (resultOf(api.vocabularies, call) === "bad") === problems]),
    ...(search.trim() === "" ? [] : [searchTest(api, search.trim())]),
  ];
}

export async function callbackSearch(
  api: Api,
  sandbox: string,
  where: FilterOf<"callbacks">,
): Promise<Search<ListItem<"callbacks">>> {
  checkNames(api, sandbox, where);
  const { outbox } = api.store;
  const { ref, account, search = "", ...same } = where;
  const filter: OutboxFilter = {
    ...same,
    ...keyed(account),
    ...(ref === undefined ? {} : { ref: firstSeq(api, sandbox) + ref }),
  };
  const fits = search.trim() === "" ? null : callbackTest(api, search.trim());
  const entries = ({ limit, ...part }: ListPart): readonly OutboxEntry[] => {
    if (fits === null) return outbox.list(sandbox, { ...filter, ...part, ...(limit === undefined ? {} : { limit }) });
    return outbox
      .list(sandbox, { ...filter, ...part, limit: seqsPerSandbox })
      .filter(fits)
      .slice(0, limit);
  };
  return {
    list: (part) => entries(part).map((entry) => callbackView(api, entry)),
    count: (part) => (fits === null ? outbox.count(sandbox, { ...filter, ...part }) : entries(part).length),
    edge: (newestFirst) => outbox.list(sandbox, { limit: 1, newestFirst })[0]?.seq,
    indexed: ref !== undefined,
  };
}

export async function inboundSearch(
  api: Api,
  sandbox: string,
  where: FilterOf<"inbound">,
): Promise<Search<ListItem<"inbound">>> {
  checkNames(api, sandbox, where);
  const { ledger } = api.store;
  const { from, account, text, answers, search, ...same } = where;
  const whole = text === undefined ? null : await testOf(api, text);
  const part = search === undefined ? null : folded(search.trim());
  const filter: InboundFilter = {
    ...same,
    ...keyed(account),
    ...(from === undefined ? {} : { phone: normalise(from) }),
    ...(part !== null
      ? { text: (own: string) => folded(own).includes(part) && (whole === null || passes(whole, own)) }
      : whole !== null
        ? { text: whole }
        : {}),
    ...(answers === undefined ? {} : { answers: firstSeq(api, sandbox) + answers }),
  };
  return {
    list: (part) => ledger.inboundMessages(sandbox, { ...filter, ...part }).map(inboundView),
    count: (part) => ledger.countInbound(sandbox, { ...filter, ...part }),
    edge: (newestFirst) => ledger.inboundMessages(sandbox, { limit: 1, newestFirst })[0]?.seq,
    indexed: false,
  };
}

/** `seq` of number 0 in a sandbox: a number is added to it. @throws UsageError when the sandbox is gone */
export function firstSeq({ store, sandboxes }: Api, sandbox: string): number {
  if (sandboxes.get(sandbox) === null) throw noSandbox(sandbox);
  return Math.floor(store.journal.upcoming(sandbox) / seqsPerSandbox) * seqsPerSandbox;
}

function keyed(account: AccountKey | undefined): { readonly account?: AccountKey } {
  return account === undefined ? {} : { account };
}

async function testOf({ scenarios }: Api, filter: TextFilter): Promise<TextTest> {
  if (typeof filter === "string" || "contains" in filter) return filter;
  return scenarios.pattern(filter);
}

/** Test of a text with a one-time code, or of a text without. */
function codeTest(wanted: boolean, test?: TextTest): TextTest {
  return (text) => oneTimeCodes(text).length > 0 === wanted && (test === undefined || passes(test, text));
}

function passes(test: TextTest, text: string): boolean {
  if (typeof test === "string") return test === text;
  return typeof test === "function" ? test(text) : text.includes(test.contains);
}

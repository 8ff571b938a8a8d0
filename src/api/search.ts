// Filters of the control API as filters of the store, which carries them out whole.

import type { AccountKey } from "../core/account.ts";
import { normalise } from "../core/address.ts";
import type { CallFilter, InboundFilter, MessageFilter, TextTest } from "../core/filters.ts";
import { oneTimeCodes } from "../core/one-time-codes.ts";
import type { OutboxFilter } from "../core/outbox-filter.ts";
import { digitsOf, folded } from "../core/search.ts";
import type { Api } from "./api.ts";
import { instantOf } from "./duration.ts";
import { firstSeq, type Search } from "./list-search.ts";
import { checkNames } from "./names.ts";
import type { DeepReadonly } from "./operation.ts";
import { resultOf } from "./request-facts.ts";
import type { TextFilter } from "./schema/common.ts";
import type { FilterOf, ListName } from "./schema/filter.ts";
import type { ItemOf } from "./schema/wait.ts";
import { bytesOf, callbackView, inboundView, messageView, requestRowOf, textOf } from "./views.ts";

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
  const sought = search?.trim() ?? "";
  const filter: CallFilter = {
    ...same,
    ...(problems === undefined
      ? {}
      : { answered: (call) => (resultOf(api.vocabularies, call) === "bad") === problems }),
    ...(sought === "" ? {} : { search: sought }),
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

export async function callbackSearch(
  api: Api,
  sandbox: string,
  where: FilterOf<"callbacks">,
): Promise<Search<ListItem<"callbacks">>> {
  checkNames(api, sandbox, where);
  const { outbox } = api.store;
  const { ref, account, search, code, problems, since, until, ...same } = where;
  const sought = search?.trim() ?? "";
  const attempted = {
    ...(code === undefined ? {} : { code }),
    ...(problems === undefined ? {} : { failed: problems }),
    ...(since === undefined ? {} : { since: instantOf(since, "since") }),
    ...(until === undefined ? {} : { until: instantOf(until, "until") }),
  };
  const filter: OutboxFilter = {
    ...same,
    ...(Object.keys(attempted).length === 0 ? {} : { attempted }),
    ...keyed(account),
    ...(ref === undefined ? {} : { ref: firstSeq(api, sandbox) + ref }),
    ...(sought === "" ? {} : { search: sought }),
  };
  return {
    list: (part) => outbox.list(sandbox, { ...filter, ...part }).map((entry) => callbackView(api, entry)),
    count: (part) => outbox.count(sandbox, { ...filter, ...part }),
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

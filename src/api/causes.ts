// Commonest causes of an expectation that fails because something is missing: each with its remedy, and a link to the
// inbox. Library, commands and control API show the same sentences.

import { type Account, accountKey } from "../core/account.ts";
import { counted } from "../core/counted.ts";
import { type OutboxEntry, placeOf, type StoredCall } from "../core/ports.ts";
import { defaultSandbox } from "../core/sandbox.ts";
import { UsageError } from "../core/usage-error.ts";
import { type CodeRow, type OperationVocabulary, rowOf } from "../core/vocabulary.ts";
import type { Api } from "./api.ts";
import { findItems } from "./find.ts";
import { nearestSentence } from "./nearest.ts";
import { type ListSearch, searchFor } from "./search.ts";

/** Causes in one failure, and rows that are looked at for each. */
const maxCauses = 3;
const lookedAt = 50;

/** The nearest item, and the likely causes. */
export async function missingSentence(api: Api, sandbox: string, sought: ListSearch): Promise<string> {
  const nearest = await nearestSentence(api, sandbox, sought);
  const causes = [
    ...givenUp(api, sandbox, sought),
    ...clockStands(api, sandbox, sought),
    ...noAddress(api, sandbox, sought),
    ...refused(api, sandbox, sought),
    ...(await elsewhere(api, sandbox, sought)),
  ];
  return [nearest, ...causes.slice(0, maxCauses).map((cause) => `likely cause: ${cause}`)].join("; ");
}

function clockStands(api: Api, sandbox: string, { what, where = {} }: ListSearch): string[] {
  const current = api.sandbox(sandbox);
  const { clock } = current;
  const next = api.next(current);
  const isDue = what === "callbacks" || what === "inbound" || (what === "messages" && "status" in where);
  if (clock.mode !== "manual" || next === null || !isDue) return [];
  const changes = counted(api.store.schedule.count(sandbox), "change");
  return [
    `the clock is manual and stands before ${changes}, the next in ${next - clock.now()} ms: move it with clock.advance("next") or torpedo clock advance next`,
  ];
}

function noAddress(api: Api, sandbox: string, { what, where = {} }: ListSearch): string[] {
  if (what !== "callbacks") return [];
  const kind = "about" in where && where.about === "inbound" ? "mo" : "dlr";
  const { accounts, ledger, outbox } = api.store;
  const used = new Set(ledger.list(sandbox, { limit: lookedAt, newestFirst: true }).map(({ account }) => account));
  return accounts.list(sandbox).flatMap((account) => {
    const key = accountKey(account);
    const isSought = !("account" in where) || where.account === key;
    if (!used.has(key) || !isSought || account.callbacks[kind] !== undefined) return [];
    if (outbox.count(sandbox, { account: key }) > 0) return [];
    return [addressRemedy(api, account, kind)];
  });
}

function addressRemedy({ vocabularies }: Api, account: Account, kind: "dlr" | "mo"): string {
  const vocabulary = vocabularies.find(({ provider }) => provider === account.provider);
  if (vocabulary?.callbacks === false) return `${account.provider} sends no callbacks: ask it for the status instead`;
  const key = accountKey(account);
  return `account ${key} has no callback address: set it with accounts.change("${key}", { callbacks: { ${kind}: URL } }) or torpedo accounts set ${key} --${kind} URL`;
}

function givenUp(api: Api, sandbox: string, { what }: ListSearch): string[] {
  if (what !== "callbacks") return [];
  const { outbox } = api.store;
  const latest = outbox.list(sandbox, { limit: lookedAt, newestFirst: true });
  const failed = latest.find(
    ({ state, attemptCount }) => state === "given-up" || (state === "waiting" && attemptCount > 0),
  );
  if (failed === undefined) return waitsForReceiver(api, latest);
  const attempt = outbox.attempts(failed.seq).at(-1);
  const ended = failed.state === "given-up" ? "was given up" : "waits";
  const answer = attempt?.error || `answered ${attempt?.status ?? "nothing"}`;
  const place = placeOf(failed.seq);
  const link = linkTo(api, sandbox, "callbacks", place);
  return [
    `callback ${place} to ${attempt?.address ?? "the client"} ${ended} after ${counted(failed.attemptCount, "attempt")}: ${answer}${link}: the receiver must answer with success`,
  ];
}

function waitsForReceiver({ sessions }: Api, latest: readonly OutboxEntry[]): string[] {
  const waiting = latest.find(({ state, by }) => state === "waiting" && by === "smpp");
  if (waiting === undefined) return [];
  const isBound = sessions(waiting.sandbox).some(
    ({ account, state }) => account === waiting.account && state !== "BOUND_TX",
  );
  if (isBound) return [];
  return [`callback ${placeOf(waiting.seq)} waits for a receiver: bind ${waiting.account} as receiver or transceiver`];
}

function refused(api: Api, sandbox: string, { what }: ListSearch): string[] {
  if (what !== "messages" && what !== "callbacks") return [];
  const call = latestRefusal(api, sandbox, () => true);
  return call === null ? [] : [refusalSentence(api, call, "")];
}

interface Refused {
  readonly call: StoredCall;
  readonly row: CodeRow;
}

/** The latest request that should have sent and did not. */
function latestRefusal(
  { store, vocabularies }: Api,
  sandbox: string,
  test: (refused: Refused) => boolean,
): Refused | null {
  for (const call of store.journal.list(sandbox, { limit: lookedAt, newestFirst: true })) {
    if (call.messages.length > 0) continue;
    const operation = operationOf(vocabularies, call);
    const row = operation?.sends === true ? rowOf(operation, call.code) : null;
    if (row !== null && row.success !== true && test({ call, row })) return { call, row };
  }
  return null;
}

function operationOf(
  vocabularies: Api["vocabularies"],
  { provider, operation }: StoredCall,
): OperationVocabulary | undefined {
  return vocabularies
    .find((vocabulary) => vocabulary.provider === provider)
    ?.operations.find(({ name }) => name === operation);
}

function refusalSentence(api: Api, { call, row }: Refused, place: string): string {
  const number = placeOf(call.seq);
  const link = linkTo(api, call.sandbox, "requests", number);
  const refusal = `request ${number}${place} (${call.operation}) was refused with ${call.code} ${row.text}, by ${call.decidedBy}${link}`;
  const isUnknown = call.account === undefined;
  if (isUnknown) return `${refusal}: no account has its credential; torpedo env prints those of a sandbox`;
  return row.kinds.includes("credit") ? `${refusal}: give the account credits` : refusal;
}

/** Sandboxes that have what was sought, and requests without a known credential. */
async function elsewhere(api: Api, sandbox: string, sought: ListSearch): Promise<string[]> {
  if (sought.what === "callbacks" || sought.what === "inbound") return [];
  const unknown =
    sandbox === defaultSandbox ? null : latestRefusal(api, defaultSandbox, ({ call }) => call.account === undefined);
  if (unknown !== null) return [refusalSentence(api, unknown, ` of sandbox ${defaultSandbox}`)];
  const isNarrow = Object.keys(sought.where ?? {}).length > 0;
  for (const { name } of api.sandboxes.list().slice(0, lookedAt)) {
    if (name === sandbox || (!isNarrow && name !== defaultSandbox)) continue;
    const seq = await firstIn(api, name, sought);
    if (seq === undefined) continue;
    const link = linkTo(api, name, sought.what, seq);
    return [
      `sandbox ${name} has it, as number ${seq} of its ${sought.what}${link}: the client used a credential of ${name}`,
    ];
  }
  return [];
}

async function firstIn(api: Api, sandbox: string, sought: ListSearch): Promise<number | undefined> {
  try {
    const [first] = await findItems(api, sandbox, await searchFor(api, sandbox, sought), { limit: 1 });
    return first?.seq;
  } catch (error) {
    // The filter names an account that this sandbox lacks, or the sandbox is gone.
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

/** Address of the item in the inbox; empty where no listener serves it. */
function linkTo(api: Api, sandbox: string, view: string, number: number): string {
  const { http } = api.about().listeners;
  return http === undefined ? "" : ` (${http}/#/${encodeURIComponent(sandbox)}/${view}/${number})`;
}

// Writes an outbox entry for each report and inbound message, in the transaction of its event. The scenario's `callbacks`
// step decides on copies, order, losses and delay.

import { type Account, accountKey } from "../core/account.ts";
import type { Events } from "../core/events.ts";
import type { CallbackPlan, Inbound, Message } from "../core/message.ts";
import { type Due, type OutboxEntry, placeOf, type Store } from "../core/ports.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { Sandboxes } from "../core/sandboxes.ts";
import type { SeededRandom } from "../core/seeded-random.ts";
import type { CallbackRequest, ClientEvent, FollowUp, OpenProvider, ProviderCallbacks } from "../providers/provider.ts";

export interface OutboxWriterDeps {
  readonly store: Store;
  readonly events: Events;
  readonly sandboxes: Pick<Sandboxes, "get">;
  /** By id. */
  readonly providers: ReadonlyMap<string, OpenProvider>;
  /** Delivers a new entry that is due. */
  readonly ready: (entry: OutboxEntry) => void;
}

/** Messages of one request. */
const maxMessages = 10_000;

/** A notice of a provider, before it becomes an entry. */
interface PlannedEntry {
  readonly request: CallbackRequest;
  readonly subject: Pick<OutboxEntry, "about" | "ref" | "status">;
}

export class OutboxWriter {
  readonly #deps: OutboxWriterDeps;

  constructor(deps: OutboxWriterDeps) {
    this.#deps = deps;
    deps.events.on("status", ({ message }) => this.#onStatus(message));
    deps.events.on("inbound", ({ inbound }) => this.#onInbound(inbound));
    deps.events.on("due-alert", ({ due }) => this.#onAlert(due));
    deps.events.on("reachable", ({ sandbox: name, phone }) => {
      const sandbox = deps.sandboxes.get(name);
      if (sandbox !== null) this.reachable(sandbox, phone);
    });
  }

  /** Reports that a phone (in normal form) is reachable again. @returns the entries */
  reachable(sandbox: Sandbox, phone: string): readonly OutboxEntry[] {
    const { store, providers } = this.#deps;
    const now = sandbox.clock.now();
    return store.accounts
      .list(sandbox.name)
      .flatMap((account) =>
        this.#followUp(account, providers.get(account.provider)?.callbacks?.reachable?.(account, phone, now)),
      );
  }

  #onStatus(message: Message): void {
    const { store, providers } = this.#deps;
    const callbacks = providers.get(message.provider)?.callbacks;
    const account = store.accounts.get(message.sandbox, message.account);
    if (callbacks === undefined || account === null) return;
    const plan = message.callbacks ?? {};
    if (plan.order === undefined && plan.lose === undefined) {
      this.#putAll(account, reportsOf(callbacks, account, message), plan, 0);
    } else this.#putPlanned(callbacks, account, message, plan);
    this.#followUp(account, callbacks.followUps?.({ kind: "status", message, account }));
  }

  #onAlert({ sandbox, ref }: Due): void {
    const { store, sandboxes, providers } = this.#deps;
    const message = store.ledger.get(ref);
    if (message === null || message.status === "cancelled") return;
    const account = store.accounts.get(sandbox, message.account);
    const now = sandboxes.get(sandbox)?.clock.now();
    if (account === null || now === undefined) return;
    this.#followUp(account, providers.get(message.provider)?.callbacks?.alert?.(account, message, now));
  }

  #onInbound(inbound: Inbound): void {
    const { store, providers } = this.#deps;
    const callbacks = providers.get(inbound.provider)?.callbacks;
    const account = store.accounts.get(inbound.sandbox, inbound.account);
    if (callbacks === undefined || account === null) return;
    const answered = inbound.answers === undefined ? null : store.ledger.get(inbound.answers);
    const clientEvent: ClientEvent = { kind: "inbound", inbound, answered, account };
    const entries = callbacks.requests(clientEvent).map((request) => entryAbout(clientEvent, request));
    this.#putAll(account, entries, inbound.callbacks ?? {}, 0);
    this.#followUp(account, callbacks.followUps?.(clientEvent));
  }

  /** A plan that depends on earlier reports: which are lost, or the order of all of them after the last status. */
  #putPlanned(callbacks: ProviderCallbacks, account: Account, message: Message, plan: CallbackPlan): void {
    const { store, sandboxes } = this.#deps;
    const steps = store.statusSteps.list(message.seq).map(({ status, at, word }) => {
      const then: Message = { ...message, status, statusAt: at, ...(word === undefined ? {} : { word }) };
      return reportsOf(callbacks, account, then);
    });
    const latest = steps.at(-1) ?? [];
    if (plan.order === undefined) {
      this.#putAll(account, latest, plan, steps.slice(plan.since ?? 0, -1).flat().length);
      return;
    }
    if (plan.order === "interleaved") {
      this.#putInterleaved(callbacks, account, message, latest);
      return;
    }
    // A status forced after the planned lifecycle comes after its reports.
    if (store.outbox.firstAbout({ about: "report", ref: message.seq }) !== null) {
      this.#putAll(account, latest, plan, 0);
    } else if (message.life.length === 0) {
      const all = steps.flat();
      if (plan.order === "reversed") all.reverse();
      else shuffle(all, sandboxes.get(message.sandbox)?.random, placeOf(message.seq));
      this.#putAll(account, all, plan, 0);
    }
  }

  /** Waits for the last status of every message of the request: then goes the first report of each, then the second. */
  #putInterleaved(
    callbacks: ProviderCallbacks,
    account: Account,
    message: Message,
    latest: readonly PlannedEntry[],
  ): void {
    const { store } = this.#deps;
    const isReported = ({ seq }: Message): boolean => store.outbox.firstAbout({ about: "report", ref: seq }) !== null;
    if (isReported(message)) {
      this.#putAll(account, latest, message.callbacks ?? {}, 0);
      return;
    }
    const filter = { request: message.call, limit: maxMessages };
    const all = store.ledger.list(message.sandbox, filter).filter((other) => other.callbacks?.order === "interleaved");
    if (all.some((other) => other.seq !== message.seq && other.life.length > 0) || message.life.length > 0) return;
    const reports = all
      .filter((other) => !isReported(other))
      .map((other) => ({
        plan: other.callbacks ?? {},
        entries: store.statusSteps.list(other.seq).flatMap(({ status, at, word }) => {
          const then: Message = { ...other, status, statusAt: at, ...(word === undefined ? {} : { word }) };
          return reportsOf(callbacks, account, then);
        }),
      }));
    const longest = Math.max(...reports.map(({ entries }) => entries.length));
    for (let round = 0; round < longest; round++)
      for (const { plan, entries } of reports) this.#putAll(account, entries.slice(round, round + 1), plan, round);
  }

  /** @param before number of earlier reports of the message */
  #putAll(account: Account, entries: readonly PlannedEntry[], plan: CallbackPlan, before: number): void {
    for (const [index, entry] of entries.entries()) {
      const isLost = before + index < (plan.lose ?? 0);
      for (let copy = 0; copy < (plan.copies ?? 1); copy++) this.#put(account, entry, plan, isLost);
    }
  }

  #followUp(account: Account, followUps: readonly FollowUp[] = []): OutboxEntry[] {
    return followUps.flatMap(({ by, data, about }) => {
      const entry = this.#put(account, { request: { by, data }, subject: { about: "report", ref: about } }, {}, false);
      return entry === null ? [] : [entry];
    });
  }

  #put(account: Account, { request, subject }: PlannedEntry, plan: CallbackPlan, isLost: boolean): OutboxEntry | null {
    const { store, sandboxes, ready } = this.#deps;
    const sandbox = sandboxes.get(account.sandbox);
    if (sandbox === null) return null;
    const now = sandbox.clock.now();
    const at = now + (plan.delay ?? 0);
    const entry = store.outbox.add({
      sandbox: account.sandbox,
      account: request.account ?? accountKey(account),
      provider: account.provider,
      ...subject,
      by: request.by,
      at,
      data: request.data,
    });
    if (isLost) store.outbox.update(entry, "lost", 0, at);
    else if (at > now) store.schedule.add({ sandbox: account.sandbox, at, kind: "callback", ref: entry.seq, part: 0 });
    else ready(entry);
    return entry;
  }
}

function reportsOf(callbacks: ProviderCallbacks, account: Account, message: Message): PlannedEntry[] {
  const clientEvent: ClientEvent = { kind: "status", message, account };
  return callbacks.requests(clientEvent).map((request) => entryAbout(clientEvent, request));
}

function entryAbout(clientEvent: ClientEvent, request: CallbackRequest): PlannedEntry {
  if (clientEvent.kind === "inbound") return { request, subject: { about: "inbound", ref: clientEvent.inbound.seq } };
  return { request, subject: { about: "report", ref: clientEvent.message.seq, status: clientEvent.message.status } };
}

function shuffle<T>(all: T[], random: SeededRandom | undefined, place: number): void {
  for (let last = all.length - 1; last > 0; last--) {
    const other = Math.floor((random?.draw(`shuffle ${place} ${last}`) ?? 0) * (last + 1));
    const a = all[last];
    const b = all[other];
    if (a === undefined || b === undefined) continue;
    all[last] = b;
    all[other] = a;
  }
}

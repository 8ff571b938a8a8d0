// Where a request is decided. The scenario comes first, then test numbers, then the provider's own checks; a message that
// is accepted is debited, stored and given its later statuses at once.

import { type AcceptanceDeps, accept } from "./acceptance.ts";
import { type Account, accountKey, changeAccount } from "./account.ts";
import { createAccountRate } from "./account-rate.ts";
import {
  type Acceptance,
  type Clearance,
  codeDialled,
  type Decision,
  type Ending,
  type GroupDecision,
  type Ruling,
  refusalIn,
  rulingOf,
} from "./decision.ts";
import type { LifeStep, Message } from "./message.ts";
import { namedLifecycles } from "./named-lifecycles.ts";
import {
  defaultOutcome,
  leavesLife,
  type Outcome,
  type RefusedMessage,
  withMessageId,
  withRefused,
} from "./outcome.ts";
import { byDefault, decidedByDefault, joinedReasons } from "./reason-sentences.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { RequestFacts } from "./request-facts.ts";
import { forRequest } from "./request-outcome.ts";
import type { Sandbox } from "./sandbox.ts";
import { type Bilingual, bilingual } from "./sentences.ts";
import type { GroupDefaults, MessageIds, ProviderDefaults, Submission } from "./submission.ts";
import { renderTemplate } from "./template.ts";
import { testNumberSentence } from "./test-number-sentences.ts";
import { type TestNumberOutcome, testNumberOutcome } from "./test-number-tables.ts";
import { codeFor, exactCode, type OperationVocabulary } from "./vocabulary.ts";

/** A submission with what the scenario and the test numbers say of it. */
interface Ruled<S extends Submission> {
  readonly submission: S;
  readonly outcome: Outcome;
  readonly ruling: Ruling;
  readonly forced: Extract<TestNumberOutcome, { kind: "life" }> | null;
  readonly decidedBy: Bilingual;
  /** Test number that decided, in words. */
  readonly testNumber?: Bilingual;
}

/** Decides requests. All methods are synchronous and take effect at once. */
export class Submissions {
  readonly #deps: AcceptanceDeps;
  readonly #rate = createAccountRate();

  constructor(deps: AcceptanceDeps) {
    this.#deps = deps;
  }

  submit<S extends Submission>(sandbox: Sandbox, submission: S, defaults: ProviderDefaults<S>): Decision {
    const ruled = this.#rule(sandbox, submission, defaults.operation);
    const refusal = this.#tooFast(sandbox, ruled);
    const decision = refusal === null ? this.#settle(sandbox, ruled, defaults) : refused(refusal, ruled.outcome);
    if (decision.kind === "accepted") return decision;
    return { ...decision, outcome: withRefused(decision.outcome, [refusedFacts(submission, decision, defaults)]) };
  }

  /**
   * Decides a request with many messages of one account. The scenario decides about every message, in order, before any of
   * them is stored; then comes the request as a whole, then each message.
   */
  submitAll<S extends Submission>(
    sandbox: Sandbox,
    submissions: readonly S[],
    defaults: GroupDefaults<S>,
  ): GroupDecision {
    const request = {};
    const all = submissions.map((submission) => this.#rule(sandbox, submission, defaults.operation, request));
    const isWhole = (code: string): boolean => defaults.wholeCodes.has(code);
    const merged = (outcomes: readonly Outcome[]): Outcome => ({ ...defaultOutcome, ...forRequest(outcomes, isWhole) });
    const outcome = merged(all.map((ruled) => ruled.outcome));
    const none = (ending: Ending): Outcome =>
      withRefused(
        outcome,
        submissions.map((submission) => refusedFacts(submission, ending, defaults)),
      );
    const refusal = this.#tooFast(sandbox, all[0]);
    if (refusal !== null) {
      const instead: Ending = { kind: "refused", refusal };
      return { ...refused(refusal, none(instead)), instead, each: [] };
    }
    const whole = this.#whole(sandbox, all, defaults);
    if (whole !== null) return { ...whole, each: [], outcome: none(whole.instead) };
    const each: Decision[] = [];
    let batch: string | undefined;
    for (const ruled of all) {
      const decision = this.#settle(sandbox, ruled, defaults, batch);
      if (decision.kind === "accepted") batch ??= decision.message.id;
      each.push(decision);
    }
    const decidedBy = joinedReasons(each.map((decision) => decision.decidedBy));
    const endings = each.flatMap((decision) =>
      decision.kind === "accepted" && decision.instead !== undefined ? [decision.instead] : [],
    );
    const instead = endings.find((ending) => isWholeEnding(ending, defaults.operation, defaults.wholeCodes)) ?? null;
    const refusals = each.flatMap((decision, index) => {
      const submission = submissions[index];
      if (decision.kind === "accepted" || submission === undefined) return [];
      return [refusedFacts(submission, decision, defaults)];
    });
    return { instead, each, outcome: withRefused(merged(each.map(({ outcome }) => outcome)), refusals), decidedBy };
  }

  /**
   * Decides a request that stores no message, or a PDU that leaves for the client.
   * @param check the provider's checks, on the account after the rule's own changes (null: the credential is unknown) and
   * with the rule's own decision
   */
  query(
    sandbox: Sandbox,
    facts: RequestFacts,
    operation: OperationVocabulary,
    check: (account: Account | null, ruling: "accept" | "hold" | null) => Refusal | null = () => null,
  ): Decision<Clearance> {
    const outcome = this.#outcome(sandbox, facts);
    const ruling = rulingOf(outcome, operation);
    if (typeof ruling === "object" && ruling !== null) {
      return { ...ruling, outcome, decidedBy: outcome.rule ?? byRule };
    }
    const account = this.#account(sandbox, facts);
    const refusal = check(account, ruling);
    if (refusal !== null) return refused(refusal, outcome);
    return { kind: "cleared", account, outcome, decidedBy: outcome.rule ?? decidedByDefault };
  }

  /** The scenario's outcome, its changes to accounts carried out. */
  #outcome(sandbox: Sandbox, facts: RequestFacts, request?: object): Outcome {
    const { store, events } = this.#deps;
    const outcome =
      sandbox.scenario?.decide(request === undefined ? facts : { ...facts, request }, sandbox.clock.now()) ??
      defaultOutcome;
    for (const { account, change } of outcome.changes) {
      const current = store.accounts.get(sandbox.name, account);
      if (current === null) continue;
      store.accounts.put(changeAccount(current, change));
      events.emit({ kind: "account", sandbox: sandbox.name, account });
    }
    return outcome;
  }

  /** The account as it stands now: a rule or the message before may have changed it. */
  #account(sandbox: Sandbox, { account }: RequestFacts): Account | null {
    return account === undefined ? null : this.#deps.store.accounts.get(sandbox.name, accountKey(account));
  }

  /** A request that comes too fast, unless a rule answers it. The SMPP listener counts its own. */
  #tooFast(sandbox: Sandbox, ruled: Ruled<Submission> | undefined): Refusal | null {
    const facts = ruled?.submission.facts;
    if (ruled?.ruling !== null || facts?.account?.rate === undefined || facts.channel === "smpp") return null;
    return this.#rate(sandbox, facts.account);
  }

  /**
   * The scenario's word on one message, then the test number's; nothing is stored yet.
   * @param request identity of a request with many messages
   */
  #rule<S extends Submission>(
    sandbox: Sandbox,
    submission: S,
    operation: OperationVocabulary,
    request?: object,
  ): Ruled<S> {
    const { facts } = submission;
    const outcome = this.#outcome(sandbox, facts, request);
    const ruling = rulingOf(outcome, operation);
    const ruled = { submission, outcome, ruling, forced: null, decidedBy: outcome.rule ?? byRule };
    if (ruling !== null) return ruled;
    const forced = facts.account === undefined || !sandbox.testNumbers ? null : testNumberOutcome(facts.to ?? "");
    if (forced?.kind === "code") {
      const code = codeDialled(operation, forced.code);
      if (code !== null) {
        const isAntifraud = codeFor(operation, "antifraud")?.code === code;
        const dialled: Ruling = isAntifraud ? "hold" : { kind: "scripted", code, fields: {} };
        const testNumber = bilingual(testNumberSentence("code", { code }));
        return { ...ruled, ruling: dialled, decidedBy: testNumber, testNumber };
      }
    } else if (forced?.kind === "life") {
      const { life, reply } = forced;
      const testNumber = bilingual(testNumberSentence("outcome", { life: life.about, reply: reply.about }));
      return { ...ruled, forced, decidedBy: testNumber, testNumber };
    }
    return { ...ruled, decidedBy: outcome.rule ?? decidedByDefault };
  }

  /** @param batch id of the first message of the request that was accepted */
  #settle<S extends Submission>(
    sandbox: Sandbox,
    { submission, outcome, ruling, forced, decidedBy, testNumber }: Ruled<S>,
    defaults: ProviderDefaults<S> & { readonly batchField?: string },
    batch?: string,
  ): Decision {
    if (typeof ruling === "object" && ruling !== null) return { ...ruling, outcome, decidedBy };
    const { store } = this.#deps;
    const { facts } = submission;
    const ids: MessageIds = {
      sandbox,
      taken: (id) => store.ledger.byId(sandbox.name, facts.provider, id) !== null,
    };
    const account = this.#account(sandbox, facts);
    const isForced = ruling !== null || forced !== null;
    const refusal = isForced ? repeatedId(submission, account, ids) : defaults.check(account, submission, ids);
    if (account === null || refusal !== null) return refused(refusal ?? refuse("unknown-credential"), outcome);
    const life = outcome.life ?? forced?.life.life ?? submission.life ?? namedLifecycles.delivered;
    const id = submission.id ?? defaults.newId(ids, store.ledger.nextOrdinal(sandbox.name));
    const complete = withMessageId(outcome, defaults.idForClient?.(id) ?? id);
    const plans = {
      life: ruling === "hold" && life[0]?.status !== "held" ? [untilReleased, ...life] : life,
      replies: complete.replies.length > 0 ? complete.replies.map(plannedReply) : (forced?.reply.replies ?? []),
      callbacks: outcome.callbacks ?? forced?.life.callbacks,
      alerts: outcome.alerts,
      rules: outcome.rule,
      keepsLife: (testNumber !== undefined || ruling !== "hold") && leavesLife(outcome),
      testNumber,
    };
    const { batchField } = defaults;
    const fields = batchField === undefined ? {} : { [batchField]: batch ?? id };
    const message = accept(this.#deps, sandbox, account, submission, id, plans, fields);
    const instead = refusalIn(complete, defaults.operation);
    if (instead !== null) return { kind: "accepted", message, instead, outcome: complete, decidedBy };
    const scripted = complete.answer !== undefined && "code" in complete.answer ? complete.answer : null;
    const answer = scripted ?? antifraudAnswer(message, defaults.operation);
    const more = answer === null ? {} : { code: answer.code, fields: answer.fields };
    return { kind: "accepted", message, ...more, outcome: complete, decidedBy };
  }

  /** Answer to a request as a whole: a fault before it, a whole code, or the provider's checks of it. */
  #whole<S extends Submission>(
    sandbox: Sandbox,
    all: readonly Ruled<S>[],
    { operation, wholeCodes, checkWhole }: GroupDefaults<S>,
  ): { readonly instead: Ending; readonly decidedBy: Bilingual } | null {
    for (const { ruling, outcome, decidedBy } of all) {
      if (typeof ruling !== "object" || ruling === null) continue;
      if (outcome.before || isWholeEnding(ruling, operation, wholeCodes)) return { instead: ruling, decidedBy };
    }
    if (all.length > 0 && all.every(({ ruling }) => ruling !== null)) return null;
    const first = all[0]?.submission;
    const refusal = checkWhole(first === undefined ? null : this.#account(sandbox, first.facts), first);
    return refusal === null ? null : { instead: { kind: "refused", refusal }, decidedBy: byDefault(refusal) };
  }
}

/** True if an ending answers the request as a whole. */
function isWholeEnding(ending: Ending, operation: OperationVocabulary, wholeCodes: ReadonlySet<string>): boolean {
  if (ending.kind === "unprocessed") return true;
  if (ending.kind === "scripted") return ending.soapFault !== undefined || wholeCodes.has(ending.code);
  const code = codeFor(operation, ending.refusal.reason)?.code;
  return code !== undefined && wholeCodes.has(code);
}

/** Refusal that neither a rule nor a test number overrides: two messages with one id cannot be told apart. */
function repeatedId({ id }: Submission, account: Account | null, ids: MessageIds): Refusal | null {
  return account !== null && id !== undefined && ids.taken(id) ? refuse("repeated-id") : null;
}

function plannedReply({ text, after }: Outcome["replies"][number]): Message["replies"][number] {
  return { text: renderTemplate(text), after };
}

const untilReleased: LifeStep = { status: "held", after: 0 };

function refused(refusal: Refusal, outcome: Outcome): Decision<never> {
  return { kind: "refused", refusal, outcome, decidedBy: byDefault(refusal) };
}

function refusedFacts(
  { facts: { to = "", text = "", id } }: Submission,
  ending: Ending,
  { operation }: ProviderDefaults<never>,
): RefusedMessage {
  const code =
    ending.kind === "scripted"
      ? ending.code
      : ending.kind === "refused"
        ? exactCode(operation, ending.refusal.reason)
        : "";
  return { to, text, code, ...(id === undefined || id === "" ? {} : { clientId: id }) };
}

/** Answer to a message that antifraud holds, where the operation has a code for it. */
function antifraudAnswer(
  message: Message,
  operation: OperationVocabulary,
): Required<Pick<Acceptance, "code" | "fields">> | null {
  const row = message.status === "held" ? codeFor(operation, "antifraud") : null;
  return row === null ? null : { code: row.code, fields: {} };
}

const byRule = { en: "rule", pt: "regra" };

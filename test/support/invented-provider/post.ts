// POST /v1/post: one SMS.

import type { Account } from "../../../src/core/account.ts";
import { type PhoneNumber, readNational } from "../../../src/core/address.ts";
import { type Refusal, refuse } from "../../../src/core/refusal.ts";
import type { Submission } from "../../../src/core/submission.ts";
import { describe } from "../../../src/core/text.ts";
import { codeFor } from "../../../src/core/vocabulary.ts";
import type { HttpAnswer, HttpRequest } from "../../../src/protocols/http/call.ts";
import { type HandledHttp, handled } from "../../../src/providers/handled.ts";
import type { Host } from "../../../src/providers/provider.ts";
import type { CorreioSettings } from "./settings.ts";
import { post } from "./vocabulary.ts";

interface Letter extends Submission {
  readonly number: PhoneNumber | Refusal;
  readonly unreadable: boolean;
}

export function servePost(host: Host, settings: CorreioSettings, request: HttpRequest): HandledHttp {
  const key = request.headers["x-key"] ?? "";
  const earlier = host.find(key);
  const requester = { sandbox: earlier?.sandbox ?? host.fallback(), account: earlier?.account ?? null };
  const letter = letterOf(request, requester.account);
  const decision = host.submissions.submit(requester.sandbox, letter, { operation: post, check, newId });
  const code =
    decision.kind === "accepted"
      ? "OK"
      : decision.kind === "refused"
        ? (codeFor(post, decision.refusal.reason)?.code ?? "BUSY")
        : decision.kind === "scripted"
          ? decision.code
          : "";
  const id = decision.kind === "accepted" ? decision.message.id : "";
  return handled(requester, {
    answer: answerOf(settings, code, id),
    operation: post.name,
    channel: "json",
    code,
    decidedBy: decision.decidedBy,
    messages: decision.kind === "accepted" ? [decision.message] : [],
    secrets: [key],
    outcome: decision.outcome,
  });
}

export function answerOf(settings: CorreioSettings, code: string, id = ""): HttpAnswer {
  const status = code === "OK" ? 201 : settings.errorStatus;
  const body = JSON.stringify({ result: code, ...(id === "" ? {} : { id }) });
  return { status, headers: [["Content-Type", "application/json"]], body };
}

function letterOf(request: HttpRequest, account: Account | null): Letter {
  const fields = fieldsOf(request.body.toString());
  const { to = "", text = "" } = fields ?? {};
  const number = readNational(to);
  const described = describe(text);
  return {
    number,
    unreadable: fields === null,
    facts: {
      provider: "correio",
      operation: post.name,
      channel: "json",
      to: "reason" in number ? to : number.normal,
      text,
      fields: { to, text },
      ...(account === null ? {} : { account }),
    },
    debits: [{ kind: "stamps", amount: described.parts }],
    draft: {
      to: "reason" in number ? to : number.normal,
      toWritten: to,
      from: "",
      text,
      kind: "sms",
      encoding: described.encoding,
      parts: described.parts,
      status: "queued",
      fields: {},
    },
  };
}

function fieldsOf(body: string): { readonly to: string; readonly text: string } | null {
  try {
    const parsed: unknown = JSON.parse(body);
    const [to, text] = [Reflect.get(Object(parsed), "to"), Reflect.get(Object(parsed), "text")];
    return typeof to === "string" && typeof text === "string" ? { to, text } : null;
  } catch {
    return null;
  }
}

function check(account: Account | null, { number, unreadable, draft }: Letter): Refusal | null {
  if (account === null) return refuse("unknown-credential");
  if (!account.enabled) return refuse("client-disabled");
  if (unreadable) return refuse("bad-layout");
  if ("reason" in number) return number;
  return account.prepaid && (account.credits["stamps"] ?? 0) < draft.parts ? refuse("no-credit") : null;
}

function newId(_ids: unknown, ordinal: number): string {
  return `C${String(ordinal).padStart(6, "0")}`;
}

// Answers of Sophia: entries of `envio` and `detalhes` in the document's key order, and the HTTP answer around them.

import type { Instant } from "../../core/clock.ts";
import { type Acceptance, answeredDecision, type Decision, type Ending } from "../../core/decision.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { localDateTime } from "../../core/local-time.ts";
import { refuse } from "../../core/refusal.ts";
import type { HttpAnswer } from "../../protocols/http/call.ts";
import { detailOf, detailOfCode, envioStatus, sucesso } from "./codes.ts";
import { phpJson } from "./php-json.ts";
import type { SophiaSettings } from "./settings.ts";
import type { Pedido } from "./translate.ts";

/** Values of an entry for a message. */
interface EntryValues {
  readonly status: number;
  readonly id: string;
  readonly detail: string;
  /** The scenario's own fields, which win. */
  readonly fields?: JsonObject | undefined;
}

/** An entry, keys in the document's order. */
export function entry(settings: SophiaSettings, destino: string, now: Instant, values: EntryValues): JsonObject {
  const { status, id, detail, fields } = values;
  const ids: Record<string, Json> = {};
  if (settings.messageIdKey !== "messageID") ids["mesageID"] = id;
  if (settings.messageIdKey !== "mesageID") ids["messageID"] = id;
  return { destino, status, ...ids, data: localDateTime(now), detailDescription: detail, ...fields };
}

export function refused(settings: SophiaSettings, destino: string, now: Instant, detail: string): JsonObject {
  return entry(settings, destino, now, { status: envioStatus.erro, id: "", detail });
}

export function entryFor(
  settings: SophiaSettings,
  decided: Acceptance | Ending,
  destino: string,
  now: Instant,
): JsonObject {
  const decision = answeredDecision(decided);
  switch (decision.kind) {
    case "accepted": {
      const { message, fields } = decision;
      return entry(settings, destino, now, { status: envioStatus.incluida, id: message.id, detail: sucesso, fields });
    }
    case "refused":
      return refused(settings, destino, now, detailOf(decision.refusal));
    case "scripted": {
      const { code, fields } = decision;
      return entry(settings, destino, now, { status: envioStatus.erro, id: "", detail: detailOfCode(code), fields });
    }
    case "unprocessed":
      return {};
  }
}

/** The sentence for a missing recipient tells more than "invalid". */
export function entryOf(settings: SophiaSettings, decision: Decision, pedido: Pedido, now: Instant): JsonObject {
  const missing = decision.kind === "refused" && pedido.destino === "" && pedido.bad !== true;
  const numberIsWrong = missing && detailOf(decision.refusal).startsWith(detailOfCode("002"));
  if (numberIsWrong) return refused(settings, "", now, "NUMERO DE DESTINO NAO INFORMADO");
  return entryFor(settings, decision, pedido.destino, now);
}

const slowDown = `"detailDescription":"${detailOf(refuse("throttled"))}"`;

/** @param failed refused as a whole: the reading `errorStatus` says with which HTTP status; "slow down" is always 429 */
export function answer(settings: SophiaSettings, body: Json, failed: boolean): HttpAnswer {
  const text = phpJson(body);
  const status = !failed ? 200 : text.includes(slowDown) ? 429 : settings.errorStatus;
  return { status, headers: [["Content-Type", settings.contentType]], body: text };
}

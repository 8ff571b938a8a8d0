// The desk of one sandbox, over the control API.

import type { z } from "zod";
import type { Advance, Desk, ExportFormat, ExportParts } from "../control/desk-type.ts";
import { wholeExport } from "../control/export-whole.ts";
import type { Page } from "../control/filter-type.ts";
import type { AccountKey } from "../core/account.ts";
import type { Answers, Query, Remote } from "./remote.ts";

/** As many as the control API gives at once. */
const most = 1_000;

export function remoteDesk({ ask, tell, file }: Remote, name: string): Desk {
  const one = `/sandboxes/${encodeURIComponent(name)}`;

  /** All of a list, or as many as are wanted: page by page. */
  async function list<Item extends { readonly seq: number }>(
    what: string,
    wanted: Page & Query,
    schema: (answers: Answers) => z.ZodType<Item[]>,
  ): Promise<Item[]> {
    const { limit = Number.POSITIVE_INFINITY, ...where } = wanted;
    const found: Item[] = [];
    let from: Page = {};
    while (found.length < limit) {
      const size = Math.min(most, limit - found.length);
      const rows = await ask(`GET ${one}/${what}`, schema, { query: { ...where, ...from, limit: size } });
      found.push(...rows);
      const last = rows.at(-1);
      if (last === undefined || rows.length < size) break;
      from = where.newestFirst === true ? { before: last.seq } : { after: last.seq };
    }
    return found;
  }

  async function exportParts(format: ExportFormat): Promise<ExportParts> {
    const { parts, headers } = await file(`GET ${one}/export`, { format });
    const fileName = /filename="([^"]+)"/.exec(headers["content-disposition"] ?? "")?.[1] ?? `${name}.${format}`;
    return { mediaType: headers["content-type"] ?? "", fileName, parts };
  }

  return {
    name,
    info: () => ask(`GET ${one}`, (answers) => answers.sandbox),
    set: (wish) => ask(`PATCH ${one}`, (answers) => answers.sandbox, { body: wish }),
    reset: () => ask(`POST ${one}/reset`, (answers) => answers.sandbox),
    remove: () => tell(`DELETE ${one}`),
    clock: {
      read: () => ask(`GET ${one}/clock`, (answers) => answers.clock),
      set: (wish) => ask(`PUT ${one}/clock`, (answers) => answers.clock, { body: wish }),
      advance: (to) =>
        ask(`POST ${one}/clock/advance`, (answers) => answers.advanced, { body: advanceBody(to), patient: true }),
    },
    accounts: {
      list: () => ask(`GET ${one}/accounts`, (answers) => answers.account.array()),
      get: (key) => ask(`GET ${one}${account(key)}`, (answers) => answers.account),
      put: (key, wish) => ask(`PUT ${one}${account(key)}`, (answers) => answers.account, { body: wish }),
      change: (key, wish) => ask(`PATCH ${one}${account(key)}`, (answers) => answers.account, { body: wish }),
      remove: (key) => tell(`DELETE ${one}${account(key)}`),
    },
    scenario: {
      read: () => ask(`GET ${one}/scenario`, (answers) => answers.scenario.nullable()),
      put: (source) => ask(`PUT ${one}/scenario`, (answers) => answers.scenario, { body: source }),
      edit: (edit) => ask(`PATCH ${one}/scenario`, (answers) => answers.scenario, { body: edit }),
      remove: () => tell(`DELETE ${one}/scenario`),
      check: (source) => ask(`POST ${one}/scenario/check`, (answers) => answers.scenarioCheck, { body: source }),
    },
    messages: (wanted = {}) => list("messages", { ...wanted }, (answers) => answers.message.array()),
    message: (number) => ask(`GET ${one}/messages/${number}`, (answers) => answers.story),
    report: (number, status, word) =>
      ask(`POST ${one}/messages/${number}/report`, (answers) => answers.message, { body: { status, word } }),
    release: (number, accepted) =>
      ask(`POST ${one}/messages/${number}/release`, (answers) => answers.message, { body: { accepted } }),
    requests: (wanted = {}) => list("calls", { ...wanted }, (answers) => answers.callRow.array()),
    request: (number) => ask(`GET ${one}/calls/${number}`, (answers) => answers.call),
    sessions: () => ask(`GET ${one}/sessions`, (answers) => answers.session.array()),
    callbacks: (wanted = {}) => list("callbacks", { ...wanted }, (answers) => answers.callback.array()),
    callback: (number) => ask(`GET ${one}/callbacks/${number}`, (answers) => answers.callback),
    repeat: (number) => ask(`POST ${one}/callbacks/${number}/repeat`, (answers) => answers.callback),
    inboundMessages: (wanted = {}) => list("inbounds", { ...wanted }, (answers) => answers.inbound.array()),
    reachable: (phone) => ask(`POST ${one}/reachable`, (answers) => answers.callback.array(), { body: { phone } }),
    sendInbound: (phone) => ask(`POST ${one}/inbounds`, (answers) => answers.inbound, { body: phone }),
    wait: (wanted) => ask(`POST ${one}/wait`, (answers) => answers.waited, { body: wanted, patient: true }),
    verify: (expected) => ask(`POST ${one}/verify`, (answers) => answers.checked, { body: expected }),
    export: async (format) => wholeExport(await exportParts(format)),
    exportParts,
  };
}

function account(key: AccountKey): string {
  const cut = key.indexOf("/");
  return `/accounts/${encodeURIComponent(key.slice(0, cut))}/${encodeURIComponent(key.slice(cut + 1))}`;
}

function advanceBody(to: Advance): object {
  if (to === "next") return { next: true };
  return typeof to === "object" ? to : { by: to };
}

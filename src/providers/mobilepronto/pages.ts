// The HTTP pages of the family (observed): enviasms, smsfollow, credits, status and query01.aspx, by GET or POST, with
// parameters in any case and the bare answer as text/html.

import { isUtf8 } from "node:buffer";
import { type Finding, findingsOf } from "../../core/findings.ts";
import type { AsmxCall } from "../../protocols/asmx/service.ts";
import type { HttpAnswer, HttpRequest } from "../../protocols/http/call.ts";
import { parseQuery } from "../../protocols/http/query.ts";
import { handled } from "../handled.ts";
import type { Host, ProviderRoute } from "../provider.ts";
import { accountOf } from "./caller.ts";
import type { MethodContext } from "./method.ts";
import { type PageName, type PageParameters, pageMethods, parametersOf } from "./page-methods.ts";
import { secretsOf } from "./secrets.ts";
import type { MobileProntoSettings } from "./settings.ts";
import { codeOfReason } from "./translate.ts";

/** Folders of a version, and whether its pages take a Token. */
const versions = [
  { folder: "/v_2_00", withToken: false },
  { folder: "/v_3_00/sms", withToken: true },
  { folder: "/sms/v_3_00", withToken: true },
] as const;

const files: Readonly<Record<PageName, string>> = {
  enviasms: "/smspush/enviasms.aspx",
  smsfollow: "/smsfollow/smsfollow.aspx",
  smscredits: "/smscredits/credits.aspx",
  smsstatus: "/smsstatus/status.aspx",
  query01: "/query01/query01.aspx",
};

const names: readonly PageName[] = ["enviasms", "smsfollow", "smscredits", "smsstatus", "query01"];

export function pageRoutes(host: Host, settings: MobileProntoSettings): ProviderRoute[] {
  return versions.flatMap(({ folder, withToken }) =>
    names.map((page) => pageRoute(host, settings, { path: folder + files[page], page, withToken })),
  );
}

/** A page at an address. */
interface PageAddress {
  readonly path: string;
  readonly page: PageName;
  readonly withToken: boolean;
}

function pageRoute(host: Host, settings: MobileProntoSettings, { path, page, withToken }: PageAddress): ProviderRoute {
  const { operation, perform } = pageMethods[page];
  const wanted = parametersOf(page, withToken);
  return {
    path,
    httpSys: true,
    handle(request) {
      const { args, missing, unknown, findings } = readParameters(request, wanted);
      const channel = request.method === "POST" ? "form" : "get";
      const call: AsmxCall = { operation: operation.name, args, channel, request };
      const context: MethodContext = { host, settings, call };
      const performed = perform(context, { withToken, missing, unknown });
      const { caller, returned, ...result } = performed;
      const text =
        returned.kind === "value" ? String(returned.result ?? "") : returned.kind === "raw" ? returned.body : "";
      return handled(
        { sandbox: caller.sandbox, account: accountOf(caller) },
        {
          ...result,
          answer: html(text),
          operation: operation.name,
          channel,
          findings,
          secrets: secretsOf(request, call),
        },
      );
    },
    internalError: () => html(codeOfReason(operation, "internal-error")),
  };
}

function html(body: string | Buffer): HttpAnswer {
  return {
    status: 200,
    headers: [
      ["Cache-Control", "private"],
      ["Content-Type", "text/html; charset=utf-8"],
    ],
    body,
  };
}

const say = findingsOf({
  "latin-1": {
    en: "{name} was read as Latin-1",
    pt: "{name} foi lido como Latin-1",
    source: "RFC 3986 2.5",
  },
});

/** Parameters of query and form, by the names that the methods know. */
function readParameters(request: HttpRequest, wanted: PageParameters) {
  const args = new Map<string, string>();
  const findings: Finding[] = [];
  const unknown: string[] = [];
  const byName = new Map([...wanted.required, ...wanted.optional].map((name) => [name.toLowerCase(), name]));
  for (const [written, value, encoding] of [...parseQuery(request.query), ...formOf(request)]) {
    const name = byName.get(written.toLowerCase());
    if (name === undefined) unknown.push(written);
    else if (!args.has(name)) args.set(name, value);
    if (encoding === "latin-1") findings.push(say("latin-1", { name: written.slice(0, 40) }));
  }
  const missing = wanted.required.filter((name) => !args.has(name));
  return { args, missing, unknown, findings };
}

function formOf({ method, headers, body }: HttpRequest): ReturnType<typeof parseQuery> {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(headers["content-type"] ?? "");
  return method === "POST" && isForm ? parseQuery(isUtf8(body) ? body : body.toString("latin1")) : [];
}

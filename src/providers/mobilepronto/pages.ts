// The HTTP pages of the family (observed): enviasms, smsfollow, credits, status and query01.aspx, by GET or POST, with
// parameters in any case and the bare answer as text/html.

import { isUtf8 } from "node:buffer";
import { type Finding, findingsOf } from "../../core/findings.ts";
import { defaultBecause } from "../../core/reason-sentences.ts";
import { verbNotAllowed, verbOptions } from "../../protocols/asmx/error-page.ts";
import { type AsmxCall, defaultAsmxSettings } from "../../protocols/asmx/service.ts";
import type { HttpAnswer, HttpRequest } from "../../protocols/http/call.ts";
import { parseQuery } from "../../protocols/http/query.ts";
import { type HandledHttp, handled } from "../handled.ts";
import type { Host, ProviderRoute } from "../provider.ts";
import { accountOf, field } from "./caller.ts";
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
      const answer = verbAnswer(request.method);
      if (answer !== null) return verbRefused(host, call, answer);
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

/** Verbs that IIS gives to the page (assumed); a HEAD runs it as a GET does, and sends. */
const verbs: ReadonlySet<string> = new Set(["GET", "HEAD", "POST"]);

/** IIS's own answer to another verb, as before an .asmx. */
function verbAnswer(method: string): HttpAnswer | null {
  if (method === "OPTIONS") return verbOptions(defaultAsmxSettings);
  return verbs.has(method) ? null : verbNotAllowed(defaultAsmxSettings);
}

function verbRefused(host: Host, call: AsmxCall, answer: HttpAnswer): HandledHttp {
  const owner = host.find(field(call, "Credencial"));
  return handled(owner ?? { sandbox: host.fallback(), account: null }, {
    answer,
    operation: call.operation,
    channel: call.channel,
    code: String(answer.status),
    decidedBy: defaultBecause({ en: "neither GET, HEAD nor POST", pt: "nem GET, nem HEAD, nem POST" }),
    secrets: secretsOf(call.request, call),
  });
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

/** Notes about parameters that are kept of a request. */
const maxFindings = 20;

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
    if (encoding === "latin-1" && findings.length < maxFindings)
      findings.push(say("latin-1", { name: written.slice(0, 40) }));
  }
  const missing = wanted.required.filter((name) => !args.has(name));
  return { args, missing, unknown, findings };
}

function formOf({ method, headers, body }: HttpRequest): ReturnType<typeof parseQuery> {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(headers["content-type"] ?? "");
  return method === "POST" && isForm ? parseQuery(isUtf8(body) ? body : body.toString("latin1")) : [];
}

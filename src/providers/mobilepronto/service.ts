// /Service.asmx: what the .asmx room answers, with the call it made of ours beside it.

import { type Asmx, createAsmx } from "../../wire/asmx/asmx.ts";
import { type AsmxExchange, type AsmxReturn, type AsmxService, defaultAsmxSettings } from "../../wire/asmx/service.ts";
import type { HttpAnswer, HttpRequest } from "../../wire/http/call.ts";
import type { Host, ProviderRoute, Served } from "../provider.ts";
import { mpgSendSms, type Sent } from "./mpg-send-sms.ts";
import type { MobileProntoSettings } from "./settings.ts";

const mpGateway: AsmxService = {
  name: "MPGateway",
  namespace: "http://www.mpgateway.com/",
  httpGet: false,
  httpPost: false,
  operations: [
    {
      name: "MPG_Send_SMS",
      description: "Envio de SMS Síncrono.",
      result: "string",
      parameters: ["Credencial", "Principal_User", "Aux_User", "Mobile", "Send_Project", "Message"].map((name) => ({
        name,
        type: "string" as const,
      })),
    },
  ],
};

export function serviceRoute(host: Host, settings: MobileProntoSettings): ProviderRoute {
  // The method runs synchronously inside `answer`: what it did is handed over here.
  let last: Sent | null = null;
  const asmx: Asmx = createAsmx(
    mpGateway,
    {
      ...defaultAsmxSettings,
      customErrors: settings.customErrors,
      clients: settings.clients,
      now: () => host.fallback().clock.now(),
    },
    (call): AsmxReturn => {
      last = mpgSendSms(host, call);
      const { raw } = last.submitted.outcome;
      return raw === undefined ? { kind: "value", result: last.code } : { kind: "raw", body: Buffer.from(raw) };
    },
  );

  function served(exchange: AsmxExchange, sent: Sent | null): Served {
    const submitted = sent?.submitted;
    return {
      answer: submitted?.kind === "unprocessed" ? null : exchange.answer,
      sandbox: sent?.known?.sandbox ?? host.fallback(),
      operation: exchange.operation ?? "-",
      channel: exchange.channel ?? "page",
      code: sent?.code ?? String(exchange.answer.status),
      decidedBy: submitted?.decidedBy ?? "nature",
      messages: submitted?.kind === "accepted" ? [submitted.message] : [],
      findings: exchange.findings,
      secrets: sent?.secrets ?? [],
      ...(submitted === undefined ? {} : { outcome: submitted.outcome }),
      ...(sent?.known == null ? {} : { account: sent.known.account }),
    };
  }

  return {
    path: "/Service.asmx",
    match: "path-info",
    doors: ["http"],
    lengthRequired: true,
    handle(request: HttpRequest) {
      last = null;
      const exchange = asmx.answer(request);
      const sent: Sent | null = last;
      return exchange instanceof Promise ? exchange.then((one) => served(one, sent)) : served(exchange, sent);
    },
    internalError: (): HttpAnswer => ({
      status: 500,
      headers: [["Content-Type", "text/plain; charset=utf-8"]],
      body: "Internal Server Error",
    }),
  };
}

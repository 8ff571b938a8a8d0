// Correio, an invented provider: one JSON operation on an HTTP port of its own, without callbacks or SMS of phones. It shows
// that a provider needs a folder and no change in src/.

import type { Coverage, Provider } from "../../../src/providers/provider.ts";
import type { HttpSample } from "../../../src/providers/sample.ts";
import { credentials, defaultAccount, detailsOf, freshAccount } from "./account.ts";
import { answerOf, servePost } from "./post.ts";
import { settingsValidator } from "./settings.ts";
import { vocabulary } from "./vocabulary.ts";

const coverage: readonly Coverage[] = [
  { point: "One SMS by POST", shows: ["call/post"], evidence: "documented", source: "Correio 1" },
  { point: "A stamp for each part", shows: ["price"], evidence: "assumed", source: "Correio has no word on it" },
];

const sample: HttpSample = {
  by: "http",
  name: "correio",
  protocol: "HTTP",
  summary: "post (HTTP)",
  operation: "post",
  field: "text=Oi",
  ownListener: "only",
  credentials: (account) => ({ "X-Key": detailsOf(account).key }),
  message: ({ to, text }) => ({ to, text }),
  request: ({ "X-Key": key = "", ...fields }) => ({
    method: "POST",
    path: "/v1/post",
    headers: { "Content-Type": "application/json", "X-Key": key },
    body: JSON.stringify(fields),
  }),
  code: (answer) => /"result":"(\w+)"/.exec(answer)?.[1] ?? "",
};

export const correio: Provider = {
  id: "correio",
  title: "Correio",
  colour: "#b45309",
  listener: { name: "correio", port: 9180 },
  vocabulary,
  coverage,
  settings: settingsValidator,
  credentials,
  clientVariables: (account) => ({ KEY: detailsOf(account).key }),
  defaultAccount,
  freshAccount,
  samples: [sample],
  open(host, raw) {
    const settings = settingsValidator(raw, "providers.correio");
    const internalError = () => answerOf(settings, "BUSY");
    return {
      routes: [],
      listenerRoutes: [{ path: "/v1/post", handle: (request) => servePost(host, settings, request), internalError }],
    };
  },
};

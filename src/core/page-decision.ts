// Requests of a provider that no operation takes: WSDL, disco, help pages and unknown paths. Rules decide about these too.

import type { Outcome } from "./outcome.ts";
import { type PageOperationName, pageOperation } from "./page-operations.ts";
import type { HttpFacts } from "./request-facts.ts";
import type { Sandbox } from "./sandbox.ts";
import type { Bilingual } from "./sentences.ts";
import type { Submissions } from "./submit.ts";

interface PageDeps {
  readonly submissions: Submissions;
  /** The sandbox of requests without a credential. */
  readonly fallback: () => Sandbox;
}

export function pageDecision(
  { submissions, fallback }: PageDeps,
  provider: string,
  page: PageOperationName,
  request: HttpFacts,
): { readonly outcome: Outcome; readonly decidedBy: Bilingual } {
  const facts = { provider, operation: page, channel: "get", page: true, http: request, fields: {} } as const;
  const { outcome, decidedBy } = submissions.query(fallback(), facts, pageOperation(page));
  return { outcome, decidedBy };
}

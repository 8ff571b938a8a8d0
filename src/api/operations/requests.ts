import * as z from "zod";
import type { Finding } from "../../core/findings.ts";
import type { Api } from "../api.ts";
import { findItems } from "../find.ts";
import { firstSeq } from "../list-search.ts";
import type { DeepReadonly } from "../operation.ts";
import { purposeOf, resultOf } from "../request-facts.ts";
import { pageFields, strict } from "../schema/common.ts";
import { filters } from "../schema/filter.ts";
import { type RequestRow, request, requestRow, type SmppSessionView, session } from "../schema/request.ts";
import { requestSearch } from "../search.ts";
import { requestView } from "../views.ts";
import { value } from "./entries.ts";
import { rowIn } from "./messages.ts";

const at = "/sandboxes/{sandbox}";

export const requests = {
  requests: value(`GET ${at}/requests`, {
    summary: "Lists the journal: every request of a client, refused ones too",
    input: strict({ ...filters.requests.shape, ...pageFields }),
    output: z.array(requestRow),
    pages: "seq",
    async run(api, { sandbox, after, before, limit, newestFirst, ...where }) {
      api.sandbox(sandbox);
      const search = await requestSearch(api, sandbox, where);
      const rows = await findItems(api, sandbox, search, { after, before, limit, newestFirst });
      return rows.map((row) => ({ ...row, ...peopleFacts(api, sandbox, row) }));
    },
  }),
  request: value(`GET ${at}/requests/{request}`, {
    summary: "Shows a request and its response as bytes, secrets masked, and as decoded PDUs",
    output: request,
    args: (number: number) => ({ request: number }),
    run(api, input) {
      const view = requestView(rowIn(api, input.sandbox, "request", input.request, api.store.journal.get), api);
      return { ...view, ...peopleFacts(api, input.sandbox, view) };
    },
  }),
  sessions: value(`GET ${at}/sessions`, {
    summary: "Lists the bound SMPP sessions, with findings about their requests",
    output: z.array(session),
    run: (api, input) => sessionsOf(api, api.sandbox(input.sandbox).name),
  }),
};

/** Purpose and result of a request, and the first message it was about, secrets masked as in its octets. */
function peopleFacts(
  api: Api,
  sandbox: string,
  row: DeepReadonly<RequestRow>,
): Pick<DeepReadonly<RequestRow>, "purpose" | "result" | "to" | "text"> {
  const [first] = row.messages;
  const message = first === undefined ? null : api.store.ledger.get(firstSeq(api, sandbox) + first);
  const about = message ?? row.refused?.[0];
  const answered = { ...row, provider: `${row.provider}`, operation: `${row.operation}` };
  return {
    purpose: purposeOf(api.vocabularies, answered),
    result: resultOf(api.vocabularies, answered),
    ...(about === undefined || about.to === "" ? {} : { to: api.mask(about.to) }),
    ...(about?.text === undefined ? {} : { text: api.mask(about.text) }),
  };
}

/** Sessions that are listed, and latest requests whose findings are looked at. */
const maxSessions = 1_000;

async function sessionsOf(api: Api, sandbox: string): Promise<DeepReadonly<SmppSessionView>[]> {
  const sessions = api.sessions(sandbox);
  if (sessions.length === 0) return [];
  const search = await requestSearch(api, sandbox, { channel: "smpp", findings: true });
  const requests = await findItems(api, sandbox, search, { newestFirst: true, limit: maxSessions });
  return sessions.slice(0, maxSessions).map(({ listener, ...session }) => {
    const findings = new Map<string, Finding>();
    for (const { remote, at: time, findings: seen } of requests) {
      // Numbers of sessions begin again with each run: an earlier request is another session's.
      if (remote !== session.remote || time < session.since) continue;
      for (const finding of seen) findings.set(finding.text, finding);
    }
    return { ...session, listener, findings: [...findings.values()].toReversed() };
  });
}

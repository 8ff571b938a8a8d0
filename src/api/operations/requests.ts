import * as z from "zod";
import type { Finding } from "../../core/findings.ts";
import type { Api } from "../api.ts";
import { findItems } from "../find.ts";
import type { Shown } from "../operation.ts";
import { pageShape, strict } from "../schema/common.ts";
import { filters } from "../schema/filter.ts";
import { request, requestRow, type SmppSessionView, session } from "../schema/request.ts";
import { requestSearch } from "../search.ts";
import { requestView } from "../views.ts";
import { value } from "./entries.ts";
import { rowIn } from "./messages.ts";

const at = "/sandboxes/{sandbox}";

export const requests = {
  requests: value(`GET ${at}/requests`, {
    summary: "Lists the journal: every request of a client, refused ones too",
    input: strict({ ...filters.requests.shape, ...pageShape }),
    output: z.array(requestRow),
    pages: "seq",
    async run(api, { sandbox, after, before, limit, newestFirst, ...where }) {
      api.sandbox(sandbox);
      return findItems(api, sandbox, await requestSearch(api, sandbox, where), { after, before, limit, newestFirst });
    },
  }),
  request: value(`GET ${at}/requests/{request}`, {
    summary: "Shows a request and its response as bytes, secrets masked, and as decoded PDUs",
    output: request,
    args: (number: number) => ({ request: number }),
    run: (api, input) => requestView(rowIn(api, input.sandbox, "request", input.request, api.store.journal.get), api),
  }),
  sessions: value(`GET ${at}/sessions`, {
    summary: "Lists the bound SMPP sessions, with findings about their requests",
    output: z.array(session),
    run: (api, input) => sessionsOf(api, api.sandbox(input.sandbox).name),
  }),
};

/** Sessions that are listed, and latest requests whose findings are looked at. */
const most = 1_000;

async function sessionsOf(api: Api, sandbox: string): Promise<Shown<SmppSessionView>[]> {
  const bound = api.sessions(sandbox);
  if (bound.length === 0) return [];
  const search = await requestSearch(api, sandbox, { channel: "smpp", findings: true });
  const found = await findItems(api, sandbox, search, { newestFirst: true, limit: most });
  return bound.slice(0, most).map(({ listener, ...one }) => {
    const findings = new Map<string, Finding>();
    for (const { remote, at: time, findings: seen } of found) {
      // Numbers of sessions begin again with each run: an earlier request is another session's.
      if (remote !== one.remote || time < one.since) continue;
      for (const finding of seen) findings.set(finding.text, finding);
    }
    return { ...one, listener, findings: [...findings.values()].toReversed() };
  });
}

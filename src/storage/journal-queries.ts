// Filters of requests as SQL. A search finds requests by the messages that they brought, and by their octets.

import type { CallFilter, RowRange } from "../core/filters.ts";
import { soughtBy } from "../core/search.ts";
import { plainWords } from "../core/search-octets.ts";
import type { Db } from "./database.ts";
import { inRange, partOf, type RowQuery } from "./filter.ts";
import { answeredColumns, answeredTest, dataWith, isRaw, searchedColumns, searchTest } from "./journal-tests.ts";
import { type MessageRows, requestSeq } from "./message-rows.ts";
import { messageHas, messageValues } from "./search-terms.ts";
import type { Sequences } from "./sequences.ts";
import { storedValue } from "./stored-json.ts";

/** Conditions on the requests of a sandbox. */
export type JournalQueries = (sandbox: string, filter: CallFilter) => RowQuery;

/** A damaged row is shown with a finding. */
const hasFindings = `(data is not null and coalesce(${storedValue("data", "findings", "'damaged'")}, '[]') <> '[]')`;

export function createJournalQueries(db: Db, sequences: Sequences, messages: MessageRows): JournalQueries {
  const next = db.prepare<[number, number], { readonly seq: number; readonly request: number }>(
    `select seq, ${requestSeq} as request from messages
    where seq between ? and ? and ${requestSeq} is not null order by seq limit 1`,
  );
  const brought = db
    .prepare<[number, number, ...ReturnType<typeof messageValues>], number>(
      `select ${requestSeq} from messages where seq between ? and ? and ${messageHas("messages")}`,
    )
    .pluck();

  /** First message that this request or a later one brought: later messages have later requests. */
  function firstMessage(sandbox: string, request: number): number {
    const newest = sequences.upcoming("messages", sandbox) - 1;
    let [low, high] = [sequences.range(sandbox)[0], newest + 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const message = next.get(middle, newest);
      if (message === undefined || message.request >= request) high = middle;
      else low = message.seq + 1;
    }
    return low;
  }

  function addSearch(query: RowQuery, sandbox: string, search: string, part: RowRange): void {
    messages.flush();
    const terms = soughtBy(search);
    const [first, last] = partOf(sequences.range(sandbox), part);
    const [from, until] = [firstMessage(sandbox, first), firstMessage(sandbox, last + 1)];
    const requests = brought.all(from, until - 1, ...messageValues(terms));
    // The test reads far fewer rows behind this condition, which holds for each row that passes the test.
    const words = plainWords(search);
    const hasWords = ["1", ...words.map(() => "instr(lower(request), ?) > 0")].join(" and ");
    query.condition(
      `(plain is null or (${hasWords}) or lower(operation) = ? or ${dataWith("refused")} is not null
        or seq in (select value from json_each(?)))`,
      ...words,
      terms.text,
      JSON.stringify(requests),
    );
    query.fits(searchedColumns, searchTest(search, new Set(requests)));
  }

  return (sandbox, filter) => {
    const query = inRange(sequences.range(sandbox), filter);
    query.equal("provider", filter.provider);
    query.equal("operation", filter.operation);
    query.equal("account", filter.account);
    query.equal("code", filter.code);
    query.equal("remote", filter.remote);
    query.equal("channel", filter.channel);
    query.equal("listener", filter.listener);
    if (filter.since !== undefined) query.condition("at >= ?", filter.since);
    if (filter.until !== undefined) query.condition("at < ?", filter.until);
    if (filter.without !== undefined) query.condition("operation <> ?", filter.without);
    query.text("decided_by", filter.decidedBy);
    if (filter.findings !== undefined) query.condition(`${hasFindings} = ${filter.findings ? 1 : 0}`);
    const { request, answered, search } = filter;
    if (answered !== undefined) query.fits(answeredColumns, answeredTest(answered));
    if (search !== undefined) addSearch(query, sandbox, search, filter);
    if (request !== undefined) query.fits(["request"], (value) => isRaw(value) && request(value));
    return query;
  };
}

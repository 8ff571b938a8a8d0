import { useInbox, useLoaded } from "../../inbox.ts";
import { Copy } from "../../parts/copy.tsx";
import { TypedFilter } from "../../parts/filters.tsx";
import { fits } from "../../parts/fits.ts";
import { Trouble } from "../../parts/trouble.tsx";

/** Numbers that reach every outcome without any scenario, to copy from. */
export function TestNumbersTab() {
  const { say } = useInbox();
  const { value, error } = useLoaded((remote) => remote.call("GET /test-numbers"), "test-numbers", []);
  if (value === null) return <Trouble error={error} />;
  const codes = [...new Map(value.codes.map((code) => [`${code.provider} ${code.code}`, code])).values()];
  return (
    <>
      <p class="lead">{say("test-numbers-text")}</p>
      <div class="filters">
        <TypedFilter name="search" label={say("search-numbers")} search />
      </div>
      <Numbers title={say("test-numbers-lives")} rows={value.lifecycles} number={(row) => `1190001${row.code}00`} />
      <Numbers title={say("test-numbers-replies")} rows={value.replies} number={(row) => `119000102${row.code}`} />
      <Numbers
        title={say("test-numbers-codes")}
        rows={codes
          .filter(({ code }) => /^\d{1,3}$/.test(code))
          .map(({ provider, operation, code, text }) => {
            const about = `${provider} ${operation}: ${text}`;
            return { code, about, portuguese: about };
          })}
        number={(row) => `11900000${row.code.padStart(3, "0")}`}
      />
    </>
  );
}

interface NumberRow {
  readonly code: string;
  readonly about: string;
  readonly portuguese: string;
}

function Numbers({
  title,
  rows,
  number,
}: {
  readonly title: string;
  readonly rows: readonly NumberRow[];
  readonly number: (row: NumberRow) => string;
}) {
  const { place, say, language } = useInbox();
  const matching = rows
    .map((row) => ({ ...row, about: language === "pt" ? row.portuguese : row.about }))
    .filter((row) => fits(place.filters["search"] ?? "", number(row), row.about));
  if (matching.length === 0) return null;
  return (
    <section class="card">
      <table class="fields numbers">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{say("number")}</th>
            <th scope="col">{say("what-happens")}</th>
            <th scope="col">
              <span class="unseen">{say("copy")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {matching.map((row) => (
            <tr key={`${row.code} ${row.about}`}>
              <td>
                <code>{number(row)}</code>
              </td>
              <td>{row.about}</td>
              <td class="end">
                <Copy text={number(row)} what={number(row)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

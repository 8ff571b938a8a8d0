import { useState } from "preact/hooks";
import type { OverviewView } from "../../../../api/schema/overview.ts";
import { useInbox } from "../../inbox.ts";
import { useProviderTitle } from "../../parts/chips.tsx";
import { dateTime } from "../../parts/time.ts";

/** The charts in numbers: buckets in which something happened. */
export function OverviewTable({ overview }: { readonly overview: OverviewView }) {
  const { figure, say } = useInbox();
  const titleOf = useProviderTitle();
  const [isOpen, setOpen] = useState(false);
  const { from, width, buckets, codes } = overview;
  const codesIn = (bucket: number): string =>
    codes
      .filter(({ counts }) => (counts[bucket] ?? 0) > 0)
      .map(({ provider, code, counts }) => `${titleOf(provider)} ${code} ×${figure(counts[bucket] ?? 0)}`)
      .join(", ");
  return (
    <details class="card" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say("as-table")}</summary>
      {isOpen && (
        // biome-ignore lint/a11y/useSemanticElements: a section would be a landmark of the page's outline
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <div class="scroll-sideways" tabIndex={0} role="group" aria-label={say("as-table")}>
          <table class="fields">
            <thead>
              <tr>
                {(["time", "requests", "codes", "p50-ms", "p95-ms", "attempts-taken", "credits-spent"] as const).map(
                  (word) => (
                    <th key={word} scope="col">
                      {say(word)}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {buckets.map(({ requests, p50, p95, succeeded, failed, spent }, bucket) =>
                requests + succeeded + failed + spent === 0 ? null : (
                  <tr key={bucket}>
                    <td>{dateTime(from + bucket * width)}</td>
                    <td>{figure(requests)}</td>
                    <td>{codesIn(bucket)}</td>
                    <td>{p50 === null ? "–" : figure(p50)}</td>
                    <td>{p95 === null ? "–" : figure(p95)}</td>
                    <td>{succeeded + failed === 0 ? "–" : `${figure(succeeded)} / ${figure(succeeded + failed)}`}</td>
                    <td>{figure(spent)}</td>
                  </tr>
                ),
              )}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}

import { ToneChip } from "../../parts/chips.tsx";
import { fields, list, readList, text } from "../../remote/read.ts";
import type { Remote } from "../../remote/remote.ts";
import { useLoaded, useWorld } from "../../world.ts";

interface Row {
  readonly point: string;
  readonly evidence: string;
  readonly source: string;
  readonly reading: string;
}

async function coverage(remote: Remote): Promise<readonly { provider: string; points: readonly Row[] }[]> {
  return readList(await remote.get("/coverage"), "providers", (one) => ({
    provider: text(fields(one)["provider"]),
    points: list(fields(one)["points"], (point) => {
      const of = fields(point);
      return {
        point: text(of["point"]),
        evidence: text(of["evidence"]),
        source: text(of["source"]),
        reading: text(of["reading"]),
      };
    }),
  }));
}

const tones = { documented: "good", observed: "going", assumed: "warn" } as const;
const kinds = ["documented", "observed", "assumed"] as const;

/** Why the provider is believed to behave so: what its document says, what was seen, what is taken so. */
export function Evidence({ provider, operation }: { readonly provider: string; readonly operation: string }) {
  const { say } = useWorld();
  const { value } = useLoaded(coverage, "coverage", []);
  const rows = value?.find((one) => one.provider === provider)?.points ?? [];
  if (rows.length === 0) return null;
  const named = operation.toLowerCase();
  const near = rows.filter((row) => row.point.toLowerCase().includes(named));
  const shown = near.length > 0 ? near : rows;
  return (
    <details class="evidence">
      <summary>{say("evidence", { count: shown.length })}</summary>
      <ul>
        {shown.map((row) => {
          const kind = kinds.find((one) => one === row.evidence);
          return (
            <li key={row.point}>
              <ToneChip tone={kind === undefined ? "waiting" : tones[kind]}>
                {kind === undefined ? row.evidence : say(`evidence-${kind}`)}
              </ToneChip>
              <span>
                {row.point} <small>{row.source}</small>
                {row.reading !== "" && <small> {say("reading", { name: row.reading })}</small>}
              </span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

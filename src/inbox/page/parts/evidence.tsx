// Why a provider is believed to behave as it was seen to: what its document says, what was recorded, what was taken so.

import { useInbox } from "../inbox.ts";
import { type Point, pointsAt } from "../remote/coverage.ts";
import { ToneChip } from "./chips.tsx";
import { useCoverage } from "./use-coverage.ts";

const tones = { documented: "good", observed: "going", assumed: "warn" } as const;
const kinds = ["documented", "observed", "assumed"] as const;

/** The points of a provider's coverage that show in one of these places. */
export function useEvidence(provider: string): (where: readonly string[]) => readonly Point[] {
  const points = useCoverage().find((covered) => covered.provider === provider)?.points ?? [];
  return (where) => pointsAt(points, where);
}

/** How many points of each kind there are, in little. */
function Marks({ points }: { readonly points: readonly Point[] }) {
  const { say } = useInbox();
  return (
    <span class="marks">
      {kinds.map((kind) => {
        const count = points.filter(({ evidence }) => evidence === kind).length;
        return (
          count > 0 && (
            <span key={kind} class={`mark ${tones[kind]}`}>
              {say("evidence-count", { kind: say(`evidence-${kind}`), count })}
            </span>
          )
        );
      })}
    </span>
  );
}

/** The points themselves, each with the place in the document; folded away until somebody asks. */
export function Evidence({ points }: { readonly points: readonly Point[] }) {
  const { say } = useInbox();
  if (points.length === 0) return null;
  return (
    <details class="evidence">
      <summary>
        {say("evidence")} <Marks points={points} />
      </summary>
      <ul>
        {points.map((point) => {
          return (
            <li key={point.point}>
              <ToneChip tone={tones[point.evidence]}>{say(`evidence-${point.evidence}`)}</ToneChip>
              <span>
                <span lang="en">{point.point}</span> <small>{point.source}</small>
                {point.dialectOption !== undefined && (
                  <small> · {say("dialect-option", { name: point.dialectOption })}</small>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

import type { MessageHistory } from "../../../../api/schema/callback.ts";
import { useInbox } from "../../inbox.ts";
import { statusWord } from "../../parts/chips.tsx";
import { durationWords, time } from "../../parts/time.ts";
import { hashOf } from "../../route.ts";
import type { Say } from "../../words/say.ts";
import {
  type Activation,
  type ArrowLabel,
  activationsOf,
  arrowsOf,
  type Lifeline,
  type PlacedArrow,
  placed,
} from "./sequence.ts";

/** Place of each lifeline, in percent of the width. */
const places: Readonly<Record<Lifeline, number>> = { program: 24, provider: 58, phone: 92 };
const lifelines = ["program", "provider", "phone"] as const;

/** Everything that happened to a message between program, provider and phone; each arrow leads to its bytes. */
export function SequenceChart({ history }: { readonly history: MessageHistory }) {
  const { say } = useInbox();
  const rows = placed(arrowsOf(history));
  const height = (rows.at(-1)?.y ?? 0) + 26;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset
    <svg class="sequence" width="100%" height={height} role="group" aria-label={say("sequence")}>
      {lifelines.map((lifeline) => (
        <g key={lifeline} class="lifeline">
          <text x={`${places[lifeline]}%`} y="16" text-anchor="middle">
            {say(`lifeline-${lifeline}`)}
          </text>
          <line x1={`${places[lifeline]}%`} x2={`${places[lifeline]}%`} y1="24" y2={height} />
        </g>
      ))}
      {activationsOf(rows).map((activation) => (
        <ActivationBar key={`${activation.lifeline} ${activation.from}`} activation={activation} />
      ))}
      {rows.map((row, index) => (
        <ArrowLine key={`${row.y} ${index}`} row={row} />
      ))}
    </svg>
  );
}

function ActivationBar({ activation: { lifeline, from, until, depth } }: { readonly activation: Activation }) {
  return (
    <svg class="activation" x={`${places[lifeline]}%`} y={from} overflow="visible" aria-hidden="true">
      <rect x={depth * 5 - 4} width="8" height={until - from} rx="2" />
    </svg>
  );
}

/** Gap from which its length is written beside the axis, in milliseconds. */
const longGap = 1_000;

function ArrowLine({ row: { arrow, y, gap } }: { readonly row: PlacedArrow }) {
  const { place, say } = useInbox();
  const { from, to, label, tone, isLost, isPlanned, link } = arrow;
  const words = wordsOf(label, say);
  const [x1, x2] = [places[from], places[to]];
  const end = isLost ? (x1 + x2) / 2 : x2;
  const drawing = (
    <>
      <text class="what" x={`${from === to ? x1 : (x1 + x2) / 2}%`} y={y - 7} text-anchor={"middle"}>
        {shortened(words)}
      </text>
      {from === to ? (
        <circle cx={`${x1}%`} cy={y} r="5" />
      ) : (
        <>
          <line x1={`${x1}%`} x2={`${end}%`} y1={y} y2={y} />
          <ArrowHead x={end} y={y} toRight={x2 > x1} isLost={isLost} />
        </>
      )}
    </>
  );
  const full = `${time(arrow.at)} ${words}`;
  return (
    <g class={`arrow-line ${tone}${isPlanned ? " planned" : ""}`}>
      {gap >= longGap && (
        <text class="gap" x="0" y={y - 16}>
          +{durationWords(gap)}
        </text>
      )}
      <text class="when" x="0" y={y + 4}>
        {time(arrow.at)}
      </text>
      {link === null ? (
        <g>
          <title>{full}</title>
          {drawing}
        </g>
      ) : (
        <a href={hashOf({ ...place, view: link.view, item: link.item, filters: {} })} aria-label={full}>
          <title>{full}</title>
          {drawing}
        </a>
      )}
    </g>
  );
}

interface ArrowHeadProps {
  /** In percent of the width. */
  readonly x: number;
  readonly y: number;
  readonly toRight: boolean;
  readonly isLost: boolean;
}

/** Point of an arrow; a cross where it is lost. */
function ArrowHead({ x, y, toRight, isLost }: ArrowHeadProps) {
  const head = toRight ? "M-8-5 0 0-8 5" : "M8-5 0 0 8 5";
  return (
    <svg x={`${x}%`} y={y} overflow="visible" aria-hidden="true">
      <path d={isLost ? "M-5-5 5 5M5-5-5 5" : head} />
    </svg>
  );
}

/** Characters that fit between two lifelines at phone width. */
const maxCharacters = 18;

function shortened(words: string): string {
  return words.length <= maxCharacters ? words : `${words.slice(0, maxCharacters - 1)}…`;
}

function wordsOf(label: ArrowLabel, say: Say): string {
  switch (label.kind) {
    case "request":
      return label.operation;
    case "response":
      return label.ms === undefined ? label.code : `${label.code} · ${say("ms", { count: label.ms })}`;
    case "lost":
      return say("response-lost", { fault: label.fault });
    case "status":
      return statusWord(label.status, say);
    case "attempt": {
      const what = label.status === undefined ? say("a-reply") : `DLR ${statusWord(label.status, say)}`;
      return label.number > 1 ? `${what} #${label.number}` : what;
    }
    case "answer":
      return `${label.status ?? label.error} · ${durationWords(label.ms)}`;
    case "reply":
      return label.text;
  }
}

// Margin of the scenario editor: uses of the active scenario beside the lines of its text. The marks move with the lines.

import { type Extension, RangeSet, StateEffect, StateField, type Text } from "@codemirror/state";
import { EditorView, GutterMarker, gutter } from "@codemirror/view";
import type { LineUse } from "./line-uses.ts";

export const setUses = StateEffect.define<readonly LineUse[]>();

class UseMarker extends GutterMarker {
  readonly use: LineUse;

  constructor(use: LineUse) {
    super();
    this.use = use;
  }

  override eq(other: UseMarker): boolean {
    const { minimum, maximum, isUnused } = this.use;
    return other.use.minimum === minimum && other.use.maximum === maximum && other.use.isUnused === isUnused;
  }

  override toDOM(): Node {
    const { minimum, maximum, isUnused } = this.use;
    const mark = document.createElement("span");
    mark.className = isUnused ? "unused" : "used";
    mark.textContent = minimum === maximum ? `${maximum}×` : `${minimum}–${maximum}×`;
    return mark;
  }
}

const uses = StateField.define<RangeSet<GutterMarker>>({
  create: () => RangeSet.empty,
  update(marks, { changes, effects, state }) {
    const given = effects.find((effect) => effect.is(setUses));
    return given === undefined ? marks.map(changes) : marksOf(state.doc, given.value);
  },
});

function marksOf(doc: Text, all: readonly LineUse[]): RangeSet<GutterMarker> {
  const within = all.filter(({ line }) => line >= 1 && line <= doc.lines);
  return RangeSet.of(within.map((use) => new UseMarker(use).range(doc.line(use.line).from)));
}

const widest = new UseMarker({ line: 0, minimum: 0, maximum: 999, isUnused: false });

export const usesGutter: Extension = [
  uses,
  gutter({ class: "cm-uses", markers: ({ state }) => state.field(uses), initialSpacer: () => widest }),
  EditorView.theme({
    ".cm-uses": { minWidth: "44px", textAlign: "right" },
    ".cm-uses .cm-gutterElement": { padding: "0 6px 0 4px", fontVariantNumeric: "tabular-nums" },
    ".cm-uses .used": { color: "var(--green)" },
    ".cm-uses .unused": { color: "var(--red)", fontWeight: "700" },
  }),
];

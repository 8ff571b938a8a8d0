// The editor of scenario texts, loaded when it is opened. It stands in a shadow tree, where its styles are style sheets
// made by script: the page's Content-Security-Policy lets no other in.

import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, defaultHighlightStyle, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import type { LocatedMistake } from "../../../../core/usage-error.ts";
import { completeScenario } from "./completion.ts";
import type { LineUse } from "./line-uses.ts";
import { setUses, usesGutter } from "./uses-gutter.ts";

export interface Editor {
  text(): string;
  /** Shows what is wrong at its place, instead of what was shown. */
  mark(findings: readonly LocatedMistake[]): void;
  /** Lines and columns count from 1. */
  goTo(line: number, column: number): void;
  /** Shows uses in the margin, beside the lines that the text has now. */
  showUses(uses: readonly LineUse[]): void;
  /** Takes another text in place of the whole text. */
  replace(text: string): void;
  close(): void;
}

interface Options {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly label: string;
  readonly onChange: (text: string) => void;
}

const theme = EditorView.theme({
  "&": {
    color: "var(--ink)",
    backgroundColor: "var(--sunk)",
    fontSize: "13px",
    borderRadius: "8px",
    border: "1px solid var(--edge)",
  },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6", minHeight: "24rem", maxHeight: "62vh" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--soft)", border: "none" },
  ".cm-activeLine": { backgroundColor: "var(--hover)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--chosen)",
  },
  // The library's own are pictures in data: addresses, which the page's policy keeps out.
  ".cm-lint-marker-error": {
    content: "none",
    width: "8px",
    height: "8px",
    borderRadius: "50%",
    backgroundColor: "var(--red)",
  },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--red)",
    textUnderlineOffset: "3px",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--card)",
    color: "var(--ink)",
    border: "1px solid var(--line)",
    borderRadius: "6px",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--chosen)", color: "var(--ink)" },
  ".cm-completionDetail": { color: "var(--soft)", fontStyle: "normal" },
});

export function openEditor({ parent, text, label, onChange }: Options): Editor {
  const root = parent.shadowRoot ?? parent.attachShadow({ mode: "open" });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        usesGutter,
        lineNumbers(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        bracketMatching(),
        yaml(),
        lintGutter(),
        autocompletion({ override: [completeScenario] }),
        syntaxHighlighting(HighlightStyle.define(defaultHighlightStyle.specs.map(muted))),
        keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
        EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
        theme,
      ],
    }),
  });

  function offset(line: number, column: number): number {
    const doc = view.state.doc;
    const at = doc.line(Math.max(1, Math.min(doc.lines, line)));
    return Math.min(at.to, at.from + Math.max(0, column - 1));
  }

  return {
    text: () => view.state.doc.toString(),
    mark(findings) {
      const diagnostics = findings.map(({ line, column, found: problem, remedy }) => {
        const from = offset(line, column);
        const to = Math.max(from, view.state.doc.lineAt(from).to);
        return { from, to, severity: "error" as const, message: `${problem}. ${remedy}.` };
      });
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    goTo(line, column) {
      const anchor = offset(line, column);
      view.dispatch({ selection: { anchor }, scrollIntoView: true });
      view.focus();
    },
    showUses: (uses) => view.dispatch({ effects: setUses.of(uses) }),
    replace: (text) =>
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, effects: setUses.of([]) }),
    close: () => view.destroy(),
  };
}

type Spec = (typeof defaultHighlightStyle.specs)[number];

/** The default colours are made for white paper: here they are the page's own, in either theme. */
function muted(spec: Spec): Spec {
  if (typeof spec["color"] !== "string") return spec;
  const colour = spec["color"];
  const own =
    colour === "#940" || colour === "#a11" ? "var(--green)" : colour === "#164" ? "var(--amber)" : "var(--accent)";
  return { ...spec, color: own };
}

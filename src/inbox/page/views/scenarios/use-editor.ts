// The scenario editor of one sandbox: loads CodeMirror late, checks the text while it is written, keeps the draft.

import { useEffect, useRef, useState } from "preact/hooks";
import type { LocatedMistake } from "../../../../core/usage-error.ts";
import { useInbox } from "../../inbox.ts";
import { dropDraft, keepDraft, readDraft } from "./drafts.ts";
import type { Editor } from "./editor.ts";
import type { LineUse } from "./line-uses.ts";

/** Milliseconds without a key until the text is checked. */
const pause = 300;

/**
 * A draft of before goes on, whatever is active meanwhile.
 * @param source the text to begin with; null while it is loaded
 */
export function useEditor(source: string | null, onFindings: (findings: readonly LocatedMistake[]) => void) {
  const { remote, place, say } = useInbox();
  const { sandbox } = place;
  const holder = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | null>(null);
  const [ready, setReady] = useState(false);
  /** Text in the editor, and the active text that it began with. */
  const [texts, setTexts] = useState({ text: "", began: "" });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  function mark(findings: readonly LocatedMistake[]): void {
    onFindings(findings);
    editor.current?.mark(findings);
  }

  /** Checks the text once no key has come for a while. */
  function checkSoon(text: string): void {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      remote.call("POST /sandboxes/{sandbox}/scenario/check", { sandbox, text }).then(
        ({ findings }) => mark(findings),
        () => {},
      );
    }, pause);
  }

  useEffect(() => {
    const parent = holder.current;
    if (parent === null || source === null) return;
    const draft = readDraft(sandbox) ?? { began: source, text: source };
    let gone = false;
    setTexts(draft);
    void import("./editor.ts").then(({ openEditor }) => {
      if (gone) return;
      editor.current = openEditor({
        parent,
        text: draft.text,
        label: say("editor"),
        onChange(text) {
          setTexts(({ began }) => {
            keepDraft(sandbox, { began, text });
            return { began, text };
          });
          checkSoon(text);
        },
      });
      setReady(true);
    });
    return () => {
      gone = true;
      clearTimeout(timer.current);
      editor.current?.close();
      editor.current = null;
      setReady(false);
    };
  }, [source, remote, sandbox, say]);

  return {
    holder,
    ready,
    mark,
    ...texts,
    /** A text is active now: without further changes there is no draft any more. */
    activated(active: string): void {
      setTexts(({ text }) => {
        if (text === active) dropDraft(sandbox);
        return { text, began: active };
      });
    },
    /** Begins anew with another text. */
    replace(text: string): void {
      editor.current?.replace(text);
      mark([]);
      dropDraft(sandbox);
      setTexts({ text, began: text });
    },
    showUses: (uses: readonly LineUse[]) => editor.current?.showUses(uses),
    goTo: (line: number, column: number) => editor.current?.goTo(line, column),
  };
}

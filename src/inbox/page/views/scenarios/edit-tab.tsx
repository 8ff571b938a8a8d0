import { useEffect, useState } from "preact/hooks";
import type { ScenarioView } from "../../../../api/schema/scenario.ts";
import type { LocatedMistake } from "../../../../core/usage-error.ts";
import { useClock } from "../../clock.ts";
import { useInbox, useLoaded } from "../../inbox.ts";
import { Trouble } from "../../parts/trouble.tsx";
import { useAction } from "../../parts/use-action.ts";
import { Refused } from "../../remote/remote.ts";
import { lineUsesOf, partUsesOf } from "./line-uses.ts";
import { useEditor } from "./use-editor.ts";
import { useMayReplace } from "./use-may-replace.ts";
import { UsesList } from "./uses-list.tsx";
import { useWithReset } from "./with-reset.ts";

const first = `scenario: The third request is slow
about: A rule has conditions, and the steps that follow.
rules:
  - rule: the third request waits for two seconds
    when: { call: 3 }
    then: [{ delay: 2s }]
`;

/** Text of the active scenario or of a draft, in an editor that completes, marks what is wrong and counts uses. */
export function EditTab() {
  const { remote, place, say } = useInbox();
  const { sandbox } = place;
  const [findings, setFindings] = useState<readonly LocatedMistake[]>([]);
  const [taken, setTaken] = useState<string | null>(null);
  const action = useAction();
  const withReset = useWithReset();
  const mayReplace = useMayReplace();
  const loaded = useLoaded(
    async (from) => ({ scenario: await from.call("GET /sandboxes/{sandbox}/scenario", { sandbox }) }),
    "edit",
    ["scenario"],
  );
  const active = loaded.value?.scenario ?? null;
  const activeText = loaded.value === null ? null : (active?.text ?? first);
  const [source, setSource] = useState<string | null>(null);
  useEffect(() => setSource((begun) => begun ?? activeText), [activeText]);
  const editor = useEditor(source, setFindings);
  const isTyped = editor.text !== editor.began;
  const isActive = editor.ready && editor.text === activeText;
  useEffect(() => {
    if (editor.ready && !isTyped && activeText !== null && editor.text !== activeText) editor.replace(activeText);
  }, [activeText, editor.ready]);

  const put = (): void => {
    // An edit of the active scenario replaces it by intent, another text does not.
    if (!mayReplace(active, active !== null && active.text !== editor.began)) return;
    const { text } = editor;
    action.run(async () => {
      try {
        await withReset((reset) => remote.call("PUT /sandboxes/{sandbox}/scenario", { sandbox, text, reset }));
        editor.activated(text);
        editor.mark([]);
        await loaded.reload();
        setTaken(text);
      } catch (error) {
        if (!(error instanceof Refused) || error.findings.length === 0) throw error;
        editor.mark(error.findings);
      }
    });
  };

  return (
    <section class="card editor-card">
      <div class="card-head">
        <p class="lead">{say("edit-text")}</p>
        {taken !== null && taken === editor.text && <Taken />}
        <button type="button" class="primary" disabled={action.busy || !editor.ready} onClick={put}>
          {say("put-on")}
        </button>
      </div>
      <Trouble error={loaded.error ?? action.error} />
      {editor.ready && activeText !== null && !isActive && (
        <DraftNote active={editor.began === activeText ? null : active} onDiscard={() => editor.replace(activeText)} />
      )}
      <div ref={editor.holder} class="editor" />
      {findings.length > 0 && <Findings findings={findings} onGo={editor.goTo} />}
      {isActive && active !== null && <Uses editor={editor} />}
    </section>
  );
}

/** Says that the text is active, and whether the scenario has set the clock. */
function Taken() {
  const { say } = useInbox();
  const clock = useClock();
  return (
    <span class="chip good" role="status">
      {say("taken")}
      {clock?.setBy === "scenario" && ` · ${say(`clock-${clock.mode}`)}, ${say("clock-by-scenario")}`}
    </span>
  );
}

/** Says that the text is a draft. @param active the scenario that was activated since the draft began; null: none was */
function DraftNote({ active, onDiscard }: { readonly active: ScenarioView | null; readonly onDiscard: () => void }) {
  const { say } = useInbox();
  return (
    <p class="draft-note">
      <span role="status">
        {active === null ? say("draft-not-active") : say("draft-overtaken", { title: active.title })}
      </span>
      <button
        type="button"
        class="small"
        onClick={() => {
          if (confirm(say("discard-sure"))) onDiscard();
        }}
      >
        {say("discard-draft")}
      </button>
    </p>
  );
}

/** Uses of the active scenario, in the margin and in words. */
function Uses({ editor }: { readonly editor: ReturnType<typeof useEditor> }) {
  const { value } = useLoaded(
    (from, sandbox) => from.call("GET /sandboxes/{sandbox}/scenario/coverage", { sandbox }),
    "uses",
    ["scenario", "request", "timeline", "status"],
  );
  const parts = value === null ? [] : partUsesOf(value);
  useEffect(() => editor.showUses(lineUsesOf(parts)), [value]);
  return parts.length === 0 ? null : <UsesList parts={parts} onGo={editor.goTo} />;
}

interface FindingsProps {
  readonly findings: readonly LocatedMistake[];
  readonly onGo: (line: number, column: number) => void;
}

function Findings({ findings, onGo }: FindingsProps) {
  const { say } = useInbox();
  return (
    <ul class="findings" role="alert" aria-label={say("what-is-wrong")}>
      {findings.map((finding) => (
        <li key={`${finding.line}:${finding.column} ${finding.found}`}>
          <button type="button" class="quiet small" onClick={() => onGo(finding.line, finding.column)}>
            {say("line", { line: finding.line, column: finding.column })}
          </button>
          {finding.found}. {finding.remedy}.
        </li>
      ))}
    </ul>
  );
}

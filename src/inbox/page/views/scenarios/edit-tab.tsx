import { useState } from "preact/hooks";
import type { LocatedMistake } from "../../../../core/usage-error.ts";
import { useInbox, useLoaded } from "../../inbox.ts";
import { Trouble } from "../../parts/trouble.tsx";
import { useAction } from "../../parts/use-action.ts";
import { Refused } from "../../remote/remote.ts";
import { useEditor } from "./use-editor.ts";
import { useWithReset } from "./with-reset.ts";

const first = `scenario: The third request is slow
about: A rule has conditions, and the steps that follow.
rules:
  - rule: the third request waits for two seconds
    when: { call: 3 }
    then: [{ delay: 2s }]
`;

/** Text of the active scenario, in an editor that completes and marks what is wrong. */
export function EditTab() {
  const { remote, place, say } = useInbox();
  const [findings, setFindings] = useState<readonly LocatedMistake[]>([]);
  const [taken, setTaken] = useState(false);
  const action = useAction();
  const withReset = useWithReset();
  const loaded = useLoaded(
    async (from, sandbox) => (await from.call("GET /sandboxes/{sandbox}/scenario", { sandbox }))?.text ?? first,
    "edit",
    [],
  );
  const editor = useEditor(loaded.value, { onChange: () => setTaken(false), onFindings: setFindings });

  const put = (): void =>
    action.run(async () => {
      try {
        const given = { sandbox: place.sandbox, text: editor.text() };
        await withReset((reset) => remote.call("PUT /sandboxes/{sandbox}/scenario", { ...given, reset }));
        editor.forget();
        editor.mark([]);
        setTaken(true);
      } catch (error) {
        if (!(error instanceof Refused) || error.findings.length === 0) throw error;
        editor.mark(error.findings);
      }
    });

  return (
    <section class="card editor-card">
      <div class="card-head">
        <p class="lead">{say("edit-text")}</p>
        {taken && (
          <span class="chip good" role="status">
            {say("taken")}
          </span>
        )}
        <button type="button" class="primary" disabled={action.busy || !editor.ready} onClick={put}>
          {say("put-on")}
        </button>
      </div>
      <Trouble error={loaded.error ?? action.error} />
      <div ref={editor.holder} class="editor" />
      {findings.length > 0 && <Findings findings={findings} onGo={editor.goTo} />}
    </section>
  );
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

import { useState } from "preact/hooks";
import { Trouble } from "../../parts/trouble.tsx";
import { useDeed } from "../../parts/use-deed.ts";
import { Refused } from "../../remote/remote.ts";
import { type Finding, findingsIn, getScenario, putScenario } from "../../remote/scenario.ts";
import { useLoaded, useWorld } from "../../world.ts";
import { useEditor } from "./use-editor.ts";

const first = `scenario: Out of credit after the second
about: Your own story. Say when, and say what then.
rules:
  - rule: the third send finds no credit
    when: { operation: [send, unitario.php, MPG_Send_SMS], call: 3 }
    then: [{ answer: no-credit }]
`;

/** Text of the active scenario, in an editor that completes and marks what is wrong. */
export function EditTab() {
  const { remote, place, say } = useWorld();
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  const [taken, setTaken] = useState(false);
  const deed = useDeed();
  const loaded = useLoaded(async (from) => (await getScenario(from, place.sandbox))?.text ?? first, "edit", []);
  const editor = useEditor(loaded.value, { onChange: () => setTaken(false), onFindings: setFindings });

  const put = (): void =>
    deed.run(async () => {
      try {
        await putScenario(remote, place.sandbox, { text: editor.text() });
        editor.forget();
        editor.mark([]);
        setTaken(true);
      } catch (error) {
        const found = error instanceof Refused ? findingsIn(error.problem) : [];
        if (found.length === 0) throw error;
        editor.mark(found);
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
        <button type="button" class="primary" disabled={deed.busy || !editor.ready} onClick={put}>
          {say("put-on")}
        </button>
      </div>
      <Trouble error={loaded.error ?? deed.error} />
      <div ref={editor.holder} class="editor" />
      {findings.length > 0 && <Findings findings={findings} onGo={editor.goTo} />}
    </section>
  );
}

interface FindingsProps {
  readonly findings: readonly Finding[];
  readonly onGo: (line: number, column: number) => void;
}

function Findings({ findings, onGo }: FindingsProps) {
  const { say } = useWorld();
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

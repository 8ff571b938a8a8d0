import { useEffect, useRef, useState } from "preact/hooks";
import { Trouble } from "../../parts/trouble.tsx";
import { useDeed } from "../../parts/use-deed.ts";
import { Refused } from "../../remote/remote.ts";
import { checkScenario, type Finding, findingsIn, getScenario, putScenario } from "../../remote/scenario.ts";
import { useLoaded, useWorld } from "../../world.ts";
import type { Editor } from "./editor.ts";

const first = `scenario: Out of credit after the second
about: Your own story. Say when, and say what then.
rules:
  - rule: the third send finds no credit
    when: { operation: [send, unitario.php, MPG_Send_SMS], call: 3 }
    then: [{ answer: no-credit }]
`;

/** What was written and not put on yet, by sandbox, as long as the text it began with still plays. */
const drafts = new Map<string, { readonly began: string; readonly text: string }>();

/** Milliseconds without a key until the text is checked. */
const pause = 300;

/** The text of what plays, in an editor that completes and shows what is wrong where it is. */
export function EditTab() {
  const { remote, place, say } = useWorld();
  const holder = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | null>(null);
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  const [taken, setTaken] = useState(false);
  const [ready, setReady] = useState(false);
  const deed = useDeed();
  const loaded = useLoaded(async (from) => (await getScenario(from, place.sandbox))?.text ?? first, "edit", []);
  const source = loaded.value;

  useEffect(() => {
    const parent = holder.current;
    if (parent === null || source === null) return;
    const draft = drafts.get(place.sandbox);
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    void import("./editor.ts").then(({ openEditor }) => {
      if (gone) return;
      editor.current = openEditor({
        parent,
        text: draft?.began === source ? draft.text : source,
        label: say("editor"),
        onChange(text) {
          setTaken(false);
          drafts.set(place.sandbox, { began: source, text });
          clearTimeout(timer);
          timer = setTimeout(() => {
            checkScenario(remote, place.sandbox, text).then(show, () => {});
          }, pause);
        },
      });
      setReady(true);
    });
    return () => {
      gone = true;
      clearTimeout(timer);
      editor.current?.close();
      editor.current = null;
    };
  }, [source, remote, place.sandbox, say]);

  function show(found: readonly Finding[]): void {
    setFindings(found);
    editor.current?.mark(found);
  }

  const put = (): void =>
    deed.run(async () => {
      const text = editor.current?.text() ?? "";
      try {
        await putScenario(remote, place.sandbox, { text });
        drafts.delete(place.sandbox);
        show([]);
        setTaken(true);
      } catch (error) {
        const found = error instanceof Refused ? findingsIn(error.problem) : [];
        if (found.length === 0) throw error;
        show(found);
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
        <button type="button" class="primary" disabled={deed.busy || !ready} onClick={put}>
          {say("put-on")}
        </button>
      </div>
      <Trouble error={loaded.error ?? deed.error} />
      <div ref={holder} class="editor" />
      {findings.length > 0 && (
        <ul class="findings" role="alert" aria-label={say("what-is-wrong")}>
          {findings.map((finding) => (
            <li key={`${finding.line}:${finding.column} ${finding.found}`}>
              <button
                type="button"
                class="quiet small"
                onClick={() => editor.current?.goTo(finding.line, finding.column)}
              >
                {say("line", { line: finding.line, column: finding.column })}
              </button>
              {finding.found}. {finding.remedy}.
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

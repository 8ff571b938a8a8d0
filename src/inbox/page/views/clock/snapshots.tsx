import { useState } from "preact/hooks";
import type { OutputOf } from "../../../../api/operation.ts";
import type { ApiTable } from "../../../../api/table.ts";
import { useInbox, useLoaded } from "../../inbox.ts";
import { dateTime } from "../../parts/time.ts";
import { Trouble } from "../../parts/trouble.tsx";
import { useAction } from "../../parts/use-action.ts";

type Snapshot = OutputOf<ApiTable["sandbox"]["save"]>;

/** Snapshots of the sandbox: a field that saves one, and each with the buttons that restore, fork and remove it. */
export function Snapshots() {
  const { remote, place, go, say } = useInbox();
  const { sandbox } = place;
  const action = useAction();
  const { value, error, reload } = useLoaded(
    (from, of) => from.call("GET /sandboxes/{sandbox}/snapshots", { sandbox: of }),
    "snapshots",
    ["sandbox"],
  );
  const run = (work: () => Promise<unknown>): void =>
    action.run(async () => {
      await work();
      await reload();
    });
  const names = value?.map(({ name }) => name) ?? [];
  return (
    <section class="card" aria-label={say("snapshots")}>
      <h2>{say("snapshots")}</h2>
      <p>{say("snapshots-text")}</p>
      <Save
        busy={action.busy}
        taken={names}
        onSave={(name) => run(() => remote.call("POST /sandboxes/{sandbox}/snapshots", { sandbox, name }))}
      />
      <Trouble error={action.error ?? error} />
      {value?.length === 0 && <p class="hint">{say("no-snapshots")}</p>}
      {names.length > 0 && (
        <ul class="snapshots">
          {value?.map((snapshot) => (
            <SnapshotRow
              key={snapshot.name}
              snapshot={snapshot}
              busy={action.busy}
              onRestore={() => {
                if (confirm(say("restore-sure", { sandbox, name: snapshot.name })))
                  run(() => remote.call("POST /sandboxes/{sandbox}/restore", { sandbox, snapshot: snapshot.name }));
              }}
              onFork={() => {
                const name = prompt(say("fork-name"), `${sandbox}-2`);
                if (name === null) return;
                action.run(
                  () => remote.call("POST /sandboxes/{sandbox}/fork", { sandbox, name, snapshot: snapshot.name }),
                  () => go({ sandbox: name, item: null, filters: {} }),
                );
              }}
              onRemove={() => {
                const named = { sandbox, snapshot: snapshot.name };
                if (confirm(say("remove-sure", { name: snapshot.name })))
                  run(() => remote.call("DELETE /sandboxes/{sandbox}/snapshots/{snapshot}", named));
              }}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface SaveProps {
  readonly busy: boolean;
  readonly taken: readonly string[];
  readonly onSave: (name: string) => void;
}

function Save({ busy, taken, onSave }: SaveProps) {
  const { say } = useInbox();
  const [typed, type] = useState("");
  const save = (event: Event): void => {
    event.preventDefault();
    onSave(typed.trim() === "" ? unusedName(taken) : typed.trim());
    type("");
  };
  return (
    <form class="form" onSubmit={save}>
      <label>
        <span>{say("snapshot-name")}</span>
        <input
          placeholder={unusedName(taken)}
          maxLength={63}
          value={typed}
          onInput={(event) => type(event.currentTarget.value)}
        />
      </label>
      <button type="submit" disabled={busy}>
        {say("save-snapshot")}
      </button>
    </form>
  );
}

/** `snapshot-1`, or the next number that no snapshot has. */
function unusedName(taken: readonly string[]): string {
  let number = taken.length + 1;
  while (taken.includes(`snapshot-${number}`)) number += 1;
  return `snapshot-${number}`;
}

interface RowProps {
  readonly snapshot: Snapshot;
  readonly busy: boolean;
  readonly onRestore: () => void;
  readonly onFork: () => void;
  readonly onRemove: () => void;
}

function SnapshotRow({ snapshot, busy, onRestore, onFork, onRemove }: RowProps) {
  const { say } = useInbox();
  const { name, now, counts, scenario } = snapshot;
  const facts = [
    dateTime(now),
    say("snapshot-messages", { count: counts.messages }),
    say("due-count", { count: counts.due }),
    ...(scenario === null ? [] : [scenario]),
  ];
  return (
    <li>
      <span class="snapshot-facts">
        <b>{name}</b> <span class="hint">{facts.join(" · ")}</span>
      </span>
      <button type="button" class="small" disabled={busy} onClick={onRestore} aria-label={`${say("restore")} ${name}`}>
        {say("restore")}
      </button>
      <button type="button" class="small" disabled={busy} onClick={onFork} aria-label={`${say("fork")} ${name}`}>
        {say("fork")}
      </button>
      <button type="button" class="small" disabled={busy} onClick={onRemove} aria-label={`${say("remove")} ${name}`}>
        {say("remove")}
      </button>
    </li>
  );
}

import { useInbox, useLoaded } from "../inbox.ts";

/** Sandboxes to choose from. */
const maxSandboxes = 200;

/** Chooses the sandbox that is shown. */
export function SandboxChooser() {
  const { place, go, say } = useInbox();
  const { value } = useLoaded((remote) => remote.call("GET /sandboxes", { limit: maxSandboxes }), "sandboxes", [
    "sandbox",
  ]);
  const names = value?.map((sandbox) => sandbox.name) ?? [];
  const all = names.includes(place.sandbox) ? names : [place.sandbox, ...names];
  return (
    <label class="chooser">
      <span>{say("sandbox")}</span>
      <select
        aria-label={say("sandbox")}
        value={place.sandbox}
        onChange={(event) => go({ sandbox: event.currentTarget.value, item: null, filters: {} })}
      >
        {all.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

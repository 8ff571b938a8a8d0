import { listSandboxes } from "../remote/sandboxes.ts";
import { useLoaded, useWorld } from "../world.ts";

/** Which sandbox is shown. */
export function SandboxChooser() {
  const { place, go, say } = useWorld();
  const { value } = useLoaded(listSandboxes, "sandboxes", ["sandbox"]);
  const names = value?.map((one) => one.name) ?? [];
  const all = names.includes(place.sandbox) ? names : [place.sandbox, ...names];
  return (
    <label class="chooser">
      <span>{say("sandbox")}</span>
      <select
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

import { useEffect, useState } from "preact/hooks";
import { hourMinute } from "../parts/time.ts";
import { getSandbox, listSandboxes } from "../remote/sandboxes.ts";
import { hashOf } from "../route.ts";
import { useLoaded, useWorld } from "../world.ts";

/** Which sandbox is shown, and where its clock stands. */
export function SandboxChooser() {
  const { place, go, say } = useWorld();
  const { value } = useLoaded(listSandboxes, "sandboxes", ["sandbox"]);
  const clock = useLoaded((remote) => getSandbox(remote, place.sandbox), "clock", ["clock", "sandbox"]).value?.clock;
  const names = value?.map((one) => one.name) ?? [];
  const all = names.includes(place.sandbox) ? names : [place.sandbox, ...names];
  // A clock that runs is shown running.
  const [, tick] = useState(0);
  const mode = clock?.mode;
  useEffect(() => {
    if (mode !== "real") return;
    const timer = setInterval(() => tick((count) => count + 1), 10_000);
    return () => clearInterval(timer);
  }, [mode]);
  const now = clock === undefined ? null : clock.mode === "real" ? Date.now() : clock.now;
  return (
    <div class="world">
      <label>
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
      {clock !== undefined && now !== null && (
        <a class="chip clock-chip" href={hashOf({ ...place, view: "clock", item: null, filters: {} })}>
          {hourMinute(now)} <span>{say(`clock-${clock.mode}`)}</span>
        </a>
      )}
    </div>
  );
}

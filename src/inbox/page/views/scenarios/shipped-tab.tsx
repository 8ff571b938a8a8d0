import { useInbox, useLoaded } from "../../inbox.ts";
import { ToneChip } from "../../parts/chips.tsx";
import { TypedFilter } from "../../parts/filters.tsx";
import { fits } from "../../parts/fits.ts";
import { Trouble } from "../../parts/trouble.tsx";
import { useAction } from "../../parts/use-action.ts";
import { useMayReplace } from "./use-may-replace.ts";
import { useWithReset } from "./with-reset.ts";

/** The scenarios that come with the package: each with its purpose and a button that activates it. */
export function ShippedTab() {
  const { remote, place, go, say, language } = useInbox();
  const action = useAction();
  const withReset = useWithReset();
  const { value, error } = useLoaded((from) => from.call("GET /shipped-scenarios"), "shipped", []);
  const loaded = useLoaded(
    async (from, sandbox) => ({ scenario: await from.call("GET /sandboxes/{sandbox}/scenario", { sandbox }) }),
    "active-scenario",
    ["scenario"],
  ).value;
  const active = loaded?.scenario ?? null;
  const isActive = (shipped: string): boolean => active?.file === `${shipped}.yaml`;
  const activate = (shipped: string) =>
    withReset((reset) => remote.call("PUT /sandboxes/{sandbox}/scenario", { sandbox: place.sandbox, shipped, reset }));
  const mayReplace = useMayReplace();
  const translated = value?.map((scenario) => (language === "pt" ? { ...scenario, ...scenario.portuguese } : scenario));
  const matching = translated?.filter(({ name, title, about }) =>
    fits(place.filters["search"] ?? "", name.replaceAll("-", " "), title, about),
  );
  return (
    <>
      <Trouble error={error ?? action.error} />
      <div class="filters">
        <TypedFilter name="search" label={say("search-shipped")} search />
      </div>
      {matching?.length === 0 && <p class="hint">{say("none-fits")}</p>}
      <ul class="shipped">
        {matching?.map((scenario) => (
          <li key={scenario.name} class={`card${isActive(scenario.name) ? " active" : ""}`}>
            <div class="card-head">
              <h2>{scenario.title}</h2>
              {isActive(scenario.name) && <ToneChip tone="good">{say("taken")}</ToneChip>}
              <button
                type="button"
                class="small"
                disabled={action.busy}
                aria-label={say("load-what", { what: scenario.title })}
                onClick={() => {
                  if (!mayReplace(active, !isActive(scenario.name))) return;
                  action.run(
                    () => activate(scenario.name),
                    () => go({ item: "active" }),
                  );
                }}
              >
                {say("load")}
              </button>
            </div>
            <p class="about">{scenario.about}</p>
            <code>{scenario.name}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

import { ToneChip } from "../../parts/chips.tsx";
import { TypedFilter } from "../../parts/filters.tsx";
import { fits } from "../../parts/fits.ts";
import { Trouble } from "../../parts/trouble.tsx";
import { useDeed } from "../../parts/use-deed.ts";
import { getScenario, listStories, putScenario } from "../../remote/scenario.ts";
import { useLoaded, useWorld } from "../../world.ts";

/** The scenarios that come with the package: read what each is for, and put one on. */
export function LibraryTab() {
  const { remote, place, go, say } = useWorld();
  const deed = useDeed();
  const { value, error } = useLoaded(listStories, "library", []);
  const plays = useLoaded(async (from) => (await getScenario(from, place.sandbox))?.file ?? "", "library-plays", [
    "scenario",
  ]).value;
  const found = value?.filter(({ name, title, about }) =>
    fits(place.filters["search"] ?? "", name.replaceAll("-", " "), title, about),
  );
  return (
    <>
      <Trouble error={error ?? deed.error} />
      <div class="filters">
        <TypedFilter name="search" label={say("search-stories")} search />
      </div>
      {found?.length === 0 && <p class="hint">{say("none-fits")}</p>}
      <ul class="stories">
        {found?.map((story) => (
          <li key={story.name} class={`card${plays === `${story.name}.yaml` ? " plays" : ""}`}>
            <div class="card-head">
              <h2>{story.title}</h2>
              {plays === `${story.name}.yaml` && <ToneChip tone="good">{say("taken")}</ToneChip>}
              <button
                type="button"
                class="small"
                disabled={deed.busy}
                aria-label={say("load-what", { what: story.title })}
                onClick={() =>
                  deed.run(
                    () => putScenario(remote, place.sandbox, { library: story.name }),
                    () => go({ item: "playing" }),
                  )
                }
              >
                {say("load")}
              </button>
            </div>
            <p class="about">{story.about}</p>
            <code>{story.name}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

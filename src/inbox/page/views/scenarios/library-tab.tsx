import { Trouble } from "../../parts/trouble.tsx";
import { useDeed } from "../../parts/use-deed.ts";
import { listStories, putScenario } from "../../remote/scenario.ts";
import { useLoaded, useWorld } from "../../world.ts";

/** The scenarios that come with the package: read what each is for, and put one on. */
export function LibraryTab() {
  const { remote, place, go, say } = useWorld();
  const deed = useDeed();
  const { value, error } = useLoaded(listStories, "library", []);
  return (
    <>
      <Trouble error={error ?? deed.error} />
      <ul class="stories">
        {value?.map((story) => (
          <li key={story.name} class="card">
            <div class="card-head">
              <h2>{story.title}</h2>
              <button
                type="button"
                class="small"
                disabled={deed.busy}
                aria-label={say("load-what", { what: story.title })}
                onClick={() =>
                  deed.run(async () => {
                    await putScenario(remote, place.sandbox, { library: story.name });
                    go({ item: "playing" });
                  })
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

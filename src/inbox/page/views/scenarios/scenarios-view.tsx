import { hashOf } from "../../route.ts";
import { useWorld } from "../../world.ts";
import { EditTab } from "./edit-tab.tsx";
import { LibraryTab } from "./library-tab.tsx";
import { PlayingTab } from "./playing-tab.tsx";
import { RehearsalTab } from "./rehearsal-tab.tsx";

const tabs = ["playing", "edit", "library", "rehearsal"] as const;
const shown = { playing: PlayingTab, edit: EditTab, library: LibraryTab, rehearsal: RehearsalTab };

/** The active scenario, its text, the shipped scenarios and the test numbers. */
export function ScenariosView() {
  const { place, say } = useWorld();
  const chosen = tabs.find((tab) => tab === place.item) ?? "playing";
  const Tab = shown[chosen];
  return (
    <div class={`column${chosen === "edit" ? " wide" : ""}`}>
      <div class="bar">
        <h1>{say("scenarios")}</h1>
        <nav class="tabs" aria-label={say("scenarios")}>
          {tabs.map((tab) => (
            <a
              key={tab}
              href={hashOf({ ...place, item: tab, filters: {} })}
              aria-current={tab === chosen ? "page" : undefined}
            >
              {say(`tab-${tab}`)}
            </a>
          ))}
        </nav>
      </div>
      <Tab />
    </div>
  );
}

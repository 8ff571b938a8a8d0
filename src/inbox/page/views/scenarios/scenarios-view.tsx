import { useInbox } from "../../inbox.ts";
import { hashOf } from "../../route.ts";
import { NextTab } from "../next/next-tab.tsx";
import { ActiveTab } from "./active-tab.tsx";
import { EditTab } from "./edit-tab.tsx";
import { ShippedTab } from "./shipped-tab.tsx";
import { TestNumbersTab } from "./test-numbers-tab.tsx";

const tabs = ["active", "next", "edit", "shipped", "test-numbers"] as const;
const tabComponents = {
  active: ActiveTab,
  next: NextTab,
  edit: EditTab,
  shipped: ShippedTab,
  "test-numbers": TestNumbersTab,
};

/** The active scenario, its text, the shipped scenarios and the test numbers. */
export function ScenariosView() {
  const { place, say } = useInbox();
  const chosen = tabs.find((tab) => tab === place.item) ?? "active";
  const Tab = tabComponents[chosen];
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
      <Tab key={place.sandbox} />
    </div>
  );
}

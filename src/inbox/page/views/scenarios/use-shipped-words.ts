import type { ScenarioView } from "../../../../api/schema/scenario.ts";
import { useInbox, useLoaded } from "../../inbox.ts";

type Titled = Pick<ScenarioView, "title" | "about" | "file">;

/** @returns a function for title and purpose of a scenario: in the reader's language, if the scenario is a shipped one */
export function useShippedWords(): (scenario: Titled) => Pick<Titled, "title" | "about"> {
  const { language } = useInbox();
  const { value } = useLoaded(
    async (remote) => (language === "pt" ? remote.call("GET /shipped-scenarios") : []),
    `shipped ${language}`,
    [],
  );
  return ({ title, about, file }) => {
    const shipped = value?.find((candidate) => file === `${candidate.name}.yaml` && candidate.title === title);
    return shipped?.portuguese ?? { title, about };
  };
}

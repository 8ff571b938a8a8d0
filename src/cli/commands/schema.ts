import { action, type Define, examples } from "../flags.ts";

export const define: Define = (command, run) => {
  examples(command, "torpedo schema > scenario.schema.json");
  action(command, run, async ({ terminal }) => (await import("../scenario-files.ts")).printSchema(terminal));
};

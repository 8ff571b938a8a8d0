import { Argument } from "commander";
import { action, type Define, examples } from "../flags.ts";

export const define: Define = (command, run) => {
  command.addArgument(
    new Argument("[OF]", "of scenario files, or of reports of conduct")
      .choices(["scenario", "conduct"])
      .default("scenario"),
  );
  examples(command, "torpedo schema > scenario.schema.json", "torpedo schema conduct > conduct.schema.json");
  action(command, run, async ({ terminal }, _, [of]) => {
    if (of !== "conduct") return (await import("../scenario-files.ts")).printSchema(terminal);
    terminal.out((await import("../../checks/reports/report.ts")).conductSchemaText());
    return 0;
  });
};

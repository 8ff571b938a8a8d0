import { Argument } from "commander";
import { action, type Define, examples } from "../flags.ts";
import { exit } from "../host.ts";

const kinds = ["scenario", "accounts", "config", "handling", "conduct", "check", "coverage", "sweep"];

export const define: Define = (command, run) => {
  command.addArgument(
    new Argument("[OF]", "of such files, or of reports of conduct, check, coverage or a sweep")
      .choices(kinds)
      .default("scenario"),
  );
  examples(command, "torpedo schema > scenario.schema.json", "torpedo schema conduct > conduct.schema.json");
  action(command, run, async ({ terminal, registry }, _, [word]) => {
    const { reportKinds, reportSchemaText } = await import("../../checks/reports/report.ts");
    const report = reportKinds.find((candidate) => candidate === word);
    if (report !== undefined) {
      terminal.out(reportSchemaText(report));
      return exit.done;
    }
    if (word === "handling") {
      terminal.out((await import("../../checks/sweep/handling.ts")).handlingSchemaText());
      return exit.done;
    }
    const { fileKinds, fileSchemaText } = await import("../../config/file-schemas.ts");
    const kind = fileKinds.find((candidate) => candidate === word);
    if (kind === undefined) return (await import("../scenario-files.ts")).printSchema(terminal);
    terminal.out(fileSchemaText(kind, await registry()));
    return exit.done;
  });
};

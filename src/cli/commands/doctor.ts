import { action, connectsTo, type Define, examples, isOn } from "../flags.ts";
import { exit } from "../host.ts";
import { jsonText } from "../printable.ts";
import { TextTable } from "../table.ts";

export const define: Define = (command, run) => {
  connectsTo(command).option("--config <FILE>", "the config file that torpedo start is given");
  examples(command, "torpedo doctor", "torpedo doctor --json");
  action(command, run, async ({ terminal, registry }, flags) => {
    const { examine } = await import("../doctor.ts");
    const findings = await examine(flags, await registry());
    if (isOn(flags, "json")) for (const finding of findings) terminal.out(`${jsonText(finding)}\n`);
    else {
      const table = new TextTable(terminal, [{ title: "check" }, { title: "state" }, { title: "what was found" }]);
      table.add(findings.map(({ check, state, says }) => [check, state, says]));
    }
    return findings.some(({ state }) => state === "wrong") ? exit.failed : exit.done;
  });
};

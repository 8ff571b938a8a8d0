import { action, connectsTo, type Define, examples, isOn } from "../flags.ts";
import { exit } from "../host.ts";
import { jsonText, printable } from "../printable.ts";
import { withEmulator } from "../with-emulator.ts";

export const define: Define = (command, run) => {
  connectsTo(command).option("--all", "every sandbox");
  examples(command, "torpedo reset", "torpedo reset --all");
  action(command, run, ({ terminal }, flags) =>
    withEmulator(flags, async ({ emulator, control, sandbox }) => {
      const names = isOn(flags, "all") ? (await control.sandboxes.list()).map(({ name }) => name) : [sandbox.name];
      for (const name of names) {
        const info = await emulator.existing(name).reset();
        terminal.out(isOn(flags, "json") ? `${jsonText(info)}\n` : `Sandbox ${printable(name)} is empty.\n`);
      }
      return exit.done;
    }),
  );
};

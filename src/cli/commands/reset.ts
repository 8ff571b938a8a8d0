import { type Define, does, examples, isOn, talks } from "../flags.ts";
import { exit } from "../host.ts";
import { jsonText, printable } from "../printable.ts";
import { far } from "../remote.ts";

export const define: Define = (command, run) => {
  talks(command).option("--all", "every sandbox");
  examples(command, "torpedo reset", "torpedo reset --all");
  does(command, run, ({ terminal }, flags) =>
    far(flags, async ({ control, desk }) => {
      const names = isOn(flags, "all") ? (await control.sandboxes()).map(({ name }) => name) : [desk.name];
      for (const name of names) {
        const info = await control.sandbox(name).reset();
        terminal.out(
          isOn(flags, "json") ? `${jsonText(info)}\n` : `Sandbox ${printable(name)} is as on its first day.\n`,
        );
      }
      return exit.done;
    }),
  );
};

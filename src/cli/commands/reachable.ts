import { type Define, does, examples, isOn, talks } from "../flags.ts";
import { exit } from "../host.ts";
import { lists } from "../lists.ts";
import { far } from "../remote.ts";
import { printer } from "../show-list.ts";

export const define: Define = (command, run) => {
  talks(command.argument("<NUMBER>", "the phone, in any written form"));
  examples(command, "torpedo reachable 11999990001", "torpedo reachable 11999990001 --json");
  does(command, run, (session, flags, [phone = ""]) =>
    far(flags, async ({ desk }) => {
      printer(lists.callbacks, session.terminal, isOn(flags, "json"))(await desk.reachable(phone));
      return exit.done;
    }),
  );
};

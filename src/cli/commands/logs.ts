import { action, type Define, examples, isOn } from "../flags.ts";

export const define: Define = (command, run) => {
  command.option("--follow", "print what is added too, until Ctrl-C");
  examples(command, "torpedo start --detach && torpedo logs && torpedo stop");
  action(command, run, async (session, flags) => (await import("../logs.ts")).printLog(session, isOn(flags, "follow")));
};

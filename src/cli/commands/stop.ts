import { action, type Define, examples } from "../flags.ts";

export const define: Define = (command, run) => {
  examples(command, "torpedo start --detach && torpedo stop");
  action(command, run, async ({ terminal }) => (await import("../detached.ts")).stopDetached(terminal));
};

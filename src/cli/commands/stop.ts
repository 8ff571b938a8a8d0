import { type Define, does, examples } from "../flags.ts";

export const define: Define = (command, run) => {
  examples(command, "torpedo start --detach && torpedo stop");
  does(command, run, async ({ terminal }) => (await import("../detached.ts")).stopDetached(terminal));
};

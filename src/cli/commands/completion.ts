import { Argument } from "commander";
import { completion, shells } from "../completion.ts";
import { action, type Define, examples } from "../flags.ts";
import { exit } from "../host.ts";

export const define: Define = (command, run) => {
  command.addArgument(new Argument("<SHELL>", "which one").choices(shells));
  examples(
    command,
    "source <(torpedo completion bash)",
    "torpedo completion zsh > _torpedo",
    "torpedo completion fish > torpedo.fish",
  );
  action(command, run, async ({ terminal, program }, _, [word]) => {
    terminal.out(completion(await program(), shells.find((candidate) => candidate === word) ?? "bash"));
    return exit.done;
  });
};

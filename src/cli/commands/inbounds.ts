import { filters } from "../filters.ts";
import { type Define, does, examples } from "../flags.ts";
import { listing, showList } from "../show-list.ts";

export const define: Define = (command, run) => {
  filters(listing(command, "inbounds"), "inbounds");
  examples(command, "torpedo inbounds", "torpedo inbounds --from 11999990001 --json");
  does(command, run, (session, flags) => showList("inbounds", session, flags));
};

import { defineList } from "../show-list.ts";

export const define = defineList(
  "inbound",
  null,
  "torpedo inbound",
  "torpedo inbound --from 11999990001 --text SIM --json",
);

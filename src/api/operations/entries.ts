import * as z from "zod";
import type { Api } from "../api.ts";
import { type Entries, entries } from "../entry.ts";
import { place } from "../schema/common.ts";

const name = z.string().min(1).max(100);
/** Names in paths. */
const params = {
  sandbox: name,
  provider: name,
  account: name,
  message: place,
  request: place,
  callback: place,
  rule: place,
  snapshot: name,
};

type Makers = Entries<Api, typeof params>;

const makers: Makers = entries(params);
export const value: Makers["value"] = makers.value;
export const events: Makers["events"] = makers.events;
export const file: Makers["file"] = makers.file;

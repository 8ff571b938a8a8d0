import * as z from "zod";
import { findItems } from "../find.ts";
import { checkExisting, checkNames } from "../names.ts";
import { accountKey, pageFields, strict, text } from "../schema/common.ts";
import { filters } from "../schema/filter.ts";
import { inbound } from "../schema/message.ts";
import { inboundSearch } from "../search.ts";
import { inboundView } from "../views.ts";
import { value } from "./entries.ts";

const all = "/sandboxes/{sandbox}/inbound";
const word = z.string().min(1).max(300);

export const inboundOperations = {
  inboundMessages: value(`GET ${all}`, {
    summary: "Lists the inbound messages that phones sent",
    input: strict({ ...filters.inbound.shape, ...pageFields }),
    output: z.array(inbound),
    pages: "seq",
    async run(api, { sandbox, after, before, limit, newestFirst, ...where }) {
      api.sandbox(sandbox);
      return findItems(api, sandbox, await inboundSearch(api, sandbox, where), { after, before, limit, newestFirst });
    },
  }),
  sendInbound: value(`POST ${all}`, {
    summary: "Sends an inbound message from a phone, free or as the reply to a message",
    example: "11999990001 SIM",
    input: strict({
      from: z.string().min(1).max(40).meta({ description: "The phone, in any written form" }),
      text: text.max(40_000).meta({ description: "Text of the message" }),
      to: word.exactOptional().meta({
        description: "Number it writes to; default: the account's own, or where the answered message came from",
      }),
      provider: word.exactOptional().meta({ description: "For an account of this provider" }),
      account: accountKey.exactOptional().meta({ description: "For this account: PROVIDER/NAME" }),
      answers: word.nullable().exactOptional().meta({
        description: "Protocol id of the message it answers, or none; default: the last one sent to the phone",
      }),
    }),
    output: inbound,
    status: 201,
    run(api, { sandbox: name, ...phone }) {
      const sandbox = api.sandbox(name);
      checkNames(api, name, phone);
      if (phone.account !== undefined) checkExisting(api, name, phone.account);
      return api.kept(inboundView(api.inboundMessages.receive(sandbox, phone)));
    },
  }),
};

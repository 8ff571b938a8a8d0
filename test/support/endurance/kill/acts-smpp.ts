// Actions of ESMEs.

import type { EsmePdu } from "../../esme.ts";
import type { Act } from "./acts.ts";
import { acknowledge, type Books, type Sending } from "./books.ts";
import { accounts, type Life } from "./life.ts";

type Name = "main" | "esme";
const source = { source_addr_ton: 1, source_addr_npi: 1, source_addr: "28149" } as const;
const to = (number: string) => ({ dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: number });
const tomorrow = "000001000000000R";
const inASecond = "000000000001000R";

/** The answer, when it is good; null when the connection broke. */
async function done(answered: Promise<EsmePdu | null>, act: string): Promise<EsmePdu | null> {
  const answer = await answered;
  if (answer !== null && answer.command_status !== 0) throw new Error(`${act}: ${answer.command_status}`);
  return answer;
}

interface Submission {
  readonly act: string;
  readonly account?: Name;
  readonly command?: "submit_sm" | "data_sm";
  readonly due?: Sending["due"];
  readonly report?: Sending["report"];
  readonly fields?: object;
}

async function submit(life: Life, books: Books, how: Submission): Promise<Sending | null> {
  const { act, account = "main", command = "submit_sm", due = "now", report = "receipt", fields = {} } = how;
  const item = books.pick(act, { account: accounts[account].key, report, due });
  const text = command === "data_sm" ? { message_payload: item.text } : { short_message: item.text };
  const registered_delivery = report === "receipt" ? 1 : 0;
  const pdu = { ...source, ...to(item.number), registered_delivery, ...text, ...fields };
  const answer = await done(life.pdu(account, command, pdu), act);
  if (answer === null) return null;
  acknowledge(item, answer.message_id ?? "");
  return item;
}

/** A way to submit one message, each under its own name. */
const submission = (act: string, operation: string, how: Omit<Submission, "act"> = {}): Act => ({
  name: act,
  operations: [`mensagem/${operation}`],
  run: async (life, books) => (await submit(life, books, { act, ...how })) !== null,
});

async function cancelled(sendings: readonly Sending[], answered: () => Promise<EsmePdu | null>): Promise<boolean> {
  for (const sending of sendings) sending.cancelled = "requested";
  if ((await done(answered(), "cancel_sm")) === null) return false;
  for (const sending of sendings) sending.cancelled = "acknowledged";
  return true;
}

export const smppActs: readonly Act[] = [
  submission("submit_sm", "submit_sm"),
  submission("submit_sm of the transceiver", "submit_sm", { account: "esme" }),
  submission("submit_sm without a receipt", "submit_sm", { report: "none" }),
  submission("submit_sm in a second", "submit_sm", { fields: { schedule_delivery_time: inASecond } }),
  submission("data_sm", "data_sm", { command: "data_sm" }),
  {
    name: "submit_multi",
    operations: ["mensagem/submit_multi"],
    async run(life, books) {
      const text = "Oi a tres";
      const all = books.group("submit_multi", 3, { account: accounts.main.key, report: "receipt", text });
      const dest_address = all.map(({ number }) => to(number));
      const pdu = { ...source, dest_address, registered_delivery: 1, short_message: text };
      const answer = await done(life.pdu("main", "submit_multi", pdu), "submit_multi");
      if (answer === null) return false;
      // The id is the batch's: that of the first message.
      for (const [index, item] of all.entries()) acknowledge(item, index === 0 ? (answer.message_id ?? "") : null);
      return true;
    },
  },
  {
    name: "cancel_sm of one",
    operations: ["mensagem/submit_sm", "mensagem/cancel_sm"],
    async run(life, books) {
      const fields = { schedule_delivery_time: tomorrow };
      const item = await submit(life, books, { act: "submit_sm for tomorrow", due: "later", fields });
      if (item === null) return false;
      const pdu = { ...source, message_id: item.id, destination_addr: "" };
      return cancelled([item], () => life.pdu("main", "cancel_sm", pdu));
    },
  },
  {
    name: "cancel_sm of all to a number",
    operations: ["mensagem/submit_sm", "mensagem/cancel_sm"],
    async run(life, books) {
      const fields = { schedule_delivery_time: tomorrow };
      const item = await submit(life, books, { act: "submit_sm for tomorrow", due: "later", fields, account: "esme" });
      if (item === null) return false;
      const pdu = { ...source, message_id: "", ...to(item.number) };
      return cancelled([item], () => life.pdu("esme", "cancel_sm", pdu));
    },
  },
  {
    name: "replace_sm",
    operations: ["mensagem/submit_sm", "mensagem/replace_sm"],
    async run(life, books) {
      const fields = { schedule_delivery_time: tomorrow };
      const item = await submit(life, books, { act: "submit_sm for tomorrow", due: "later", fields });
      if (item === null) return false;
      const text = `${item.text} outro`;
      item.replaced = { text, acknowledged: false };
      const pdu = { ...source, message_id: item.id, registered_delivery: 1, short_message: text };
      if ((await done(life.pdu("main", "replace_sm", pdu), "replace_sm")) === null) return false;
      item.replaced = { text, acknowledged: true };
      return true;
    },
  },
  {
    name: "query_sm",
    operations: ["mensagem/query_sm"],
    async run(life, books) {
      // Its source is asked for too, which those of other doors do not have.
      const item = books.earlier(({ act, account }) => act.startsWith("submit_sm") && account === accounts.main.key);
      if (item === null) return true;
      const answer = await done(life.pdu("main", "query_sm", { ...source, message_id: item.id }), "query_sm");
      return answer !== null;
    },
  },
];

// Describes the timeline and `accounts` in English.

import type { AccountChange, CreditChange } from "../../core/account.ts";
import { effectsWords, templateWords } from "./english-steps.ts";
import type { MessageChoice, TimelineAction, TimelineItem } from "./timeline.ts";
import { listWords, spanWords } from "./words.ts";

export const timelineWords = {
  /** `At the start, PROVIDER/main has 2 credits.` */
  start: (action: TimelineAction): string => `At the start ${actionWords(action)}.`,
  /** `10m after the start, 100 credits are added to PROVIDER/main.` */
  item(item: TimelineItem): string {
    const when =
      "after" in item.at
        ? `${spanWords(item.at.after)} after the start`
        : `At ${new Date(item.at.instant).toISOString()}`;
    return `${when} ${listWords(item.actions.map(actionWords))}.`;
  },
};

function actionWords(action: TimelineAction): string {
  switch (action.kind) {
    case "account":
      return `${action.account} ${changeWords(action.change)}`;
    case "inbound":
      return `${action.from} writes "${action.text}" to ${action.to ?? action.provider}`;
    case "set":
      return action.set
        .map(({ name, value }) =>
          "add" in value ? `${name} grows by ${value.add}` : `${name} becomes ${templateWords(value.text)}`,
        )
        .join(" and ");
    case "report":
      return `${choiceWords(action.of)} are reported ${action.word ?? action.status}`;
    case "release":
      return `antifraud releases ${choiceWords(action.of)}`;
    case "refuse":
      return `antifraud refuses ${choiceWords(action.of)}`;
    case "outage":
      return `${action.provider} is out of order for ${spanWords(action.forMs)} (${effectsWords(action.effects)})`;
    case "reachable":
      return `${action.phone} is reachable again`;
    case "unbind":
      return `the sessions of ${action.account ?? "every account"} are unbound`;
  }
}

function choiceWords(of: MessageChoice): string {
  const words = Object.entries(of).map(([key, value]) => `${key} ${value}`);
  return words.length === 0 ? "all messages" : `messages with ${words.join(", ")}`;
}

function changeWords(change: AccountChange): string {
  const words: string[] = [];
  if (change.credits !== undefined) words.push(`gets credits: ${creditWords(change.credits)}`);
  if (change.enabled !== undefined) words.push(change.enabled ? "is enabled" : "is disabled");
  if (change.prepaid !== undefined) words.push(change.prepaid ? "is prepaid" : "is postpaid");
  if (change.callbacks !== undefined)
    words.push(
      `gets its callbacks at ${listWords(Object.entries(change.callbacks).map(([key, value]) => `${key} ${String(value)}`))}`,
    );
  if (change.rate !== undefined) words.push(`may send ${change.rate.perSecond} a second`);
  for (const [number, facts] of Object.entries(change.numbers ?? {})) {
    words.push(
      `knows ${number} as ${listWords(Object.entries(facts).map(([key, value]) => `${key} ${String(value)}`))}`,
    );
  }
  for (const [key, value] of Object.entries(change.details ?? {})) words.push(`has ${key} ${JSON.stringify(value)}`);
  return words.length === 0 ? "stays as it is" : listWords(words);
}

function creditWords(credits: NonNullable<AccountChange["credits"]>): string {
  if (isOne(credits)) return amountWords(credits);
  return listWords(Object.entries(credits).map(([kind, one]) => `${amountWords(one)} ${kind}`));
}

function isOne(credits: NonNullable<AccountChange["credits"]>): credits is CreditChange {
  return typeof Object.values(credits)[0] === "number";
}

function amountWords(one: CreditChange): string {
  if ("set" in one) return `${one.set}`;
  return one.add < 0 ? `${-one.add} fewer` : `${one.add} more`;
}

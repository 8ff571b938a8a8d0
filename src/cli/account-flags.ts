// Changes of an account, as flags.

import type { Command } from "commander";
import type { AccountInput } from "../api/schema/account.ts";
import type { NumberFacts } from "../core/account.ts";
import { normalise } from "../core/address.ts";
import type { Json } from "../core/json.ts";
import { UsageError } from "../core/usage-error.ts";
import { assignments, defined, type Flags, isOn, listOf, many, textOf, wholeOf } from "./flags.ts";

export function accountFlags(command: Command): Command {
  return command
    .addOption(many("--credits <COUNT>", "of each kind, or KIND=COUNT: 100 sets, +100 and -5 add; may be repeated"))
    .option("--enable", "lets it in")
    .option("--disable", "refuses it")
    .option("--prepaid", "it runs out of credit")
    .option("--postpaid", "it never does")
    .option("--dlr <URL>", "where its reports go")
    .option("--mo <URL>", "where what phones send goes")
    .option("--callback-timeout <MS>", "real milliseconds until an attempt counts as unanswered")
    .option("--rate <RATE>", "requests that it may make: 10/s, 600/m, 36000/h")
    .option("--burst <COUNT>", "with --rate: so many at once")
    .addOption(
      many("--number <NUMBER=FACTS>", `facts of a number: ${facts.join(", ")}, operator:55321; may be repeated`),
    )
    .addOption(many("--detail <NAME=VALUE>", "the provider's own part: text, or JSON; may be repeated"));
}

const facts = ["blackList", "procon", "cancelled", "invalid"] as const;

/** @throws UsageError */
export function accountInput(flags: Flags): AccountInput {
  const callbacks = defined({
    dlr: textOf(flags, "dlr"),
    mo: textOf(flags, "mo"),
    timeoutMs: wholeOf(flags, "callback-timeout", 1, 600_000),
  });
  const numbers = assignments(flags, "number").map(([number, value]) => [normalise(number), factsOf(value)] as const);
  const details = assignments(flags, "detail").map(([name, value]) => [name, jsonOr(value)] as const);
  return defined({
    enabled: either(flags, "enable", "disable"),
    prepaid: either(flags, "prepaid", "postpaid"),
    credits: creditsOf(listOf(flags, "credits")),
    callbacks: Object.keys(callbacks).length === 0 ? undefined : callbacks,
    rate: rateOf(textOf(flags, "rate"), wholeOf(flags, "burst", 1, 1_000_000)),
    numbers: numbers.length === 0 ? undefined : Object.fromEntries(numbers),
    details: details.length === 0 ? undefined : Object.fromEntries(details),
  });
}

function either(flags: Flags, yes: string, no: string): boolean | undefined {
  if (isOn(flags, yes) && isOn(flags, no)) {
    const problem = `cannot go together with --${no}`;
    throw new UsageError({ where: `--${yes}`, problem, remedy: "give one of them" });
  }
  return isOn(flags, yes) ? true : isOn(flags, no) ? false : undefined;
}

function creditsOf(given: readonly string[]): AccountInput["credits"] {
  const kinds: Record<string, string> = {};
  let all: string | undefined;
  for (const text of given) {
    const [, kind, count] = /^(?:(.+)=)?([+-]?\d{1,12})$/.exec(text) ?? [];
    if (count === undefined) {
      const remedy = "write 100 to set it, +100 or -5 to add, long=100 for one kind";
      throw new UsageError({ where: "--credits", problem: "must be a number of credits", value: text, remedy });
    }
    if (kind === undefined) all = count;
    else kinds[kind] = count;
  }
  if (all === undefined) return given.length === 0 ? undefined : kinds;
  if (given.length === 1) return all;
  const remedy = "say it of each kind: --credits long=5 --credits flash=0";
  throw new UsageError({ where: "--credits", problem: "is given for every kind and once more", remedy });
}

function rateOf(rate: string | undefined, burst: number | undefined): AccountInput["rate"] {
  if (rate === undefined || burst === undefined) return rate;
  return { rate, burst };
}

function factsOf(text: string): NumberFacts {
  let read: NumberFacts = {};
  for (const word of text.split(",")) {
    const [, operator] = /^operator:(55\d{3})$/.exec(word) ?? [];
    const fact = facts.find((candidate) => `!${candidate}` === word || candidate === word);
    if (operator !== undefined) read = { ...read, operator };
    else if (fact !== undefined) read = { ...read, [fact]: fact === word };
    else {
      const remedy = `choose from ${facts.join(", ")} (with ! before it: not so), operator:55321`;
      throw new UsageError({ where: "--number", problem: "must be facts of a number", value: word, remedy });
    }
  }
  return read;
}

/** JSON where it is a list, an object, true, false or null; else text, figures too: `token=123456` is a credential. */
function jsonOr(text: string): Json {
  if (!/^(?:[[{].*|true|false|null)$/s.test(text)) return text;
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch (error) {
    const problem = `is no JSON (${error instanceof Error ? error.message : String(error)})`;
    throw new UsageError({ where: "--detail", problem, value: text, remedy: "mend it, or put text in quotes" });
  }
}

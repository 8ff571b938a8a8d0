// The scenario of a sandbox, the shipped ones and the test numbers, as the control API shows them.

import { fields, instant, list, number, readList, text } from "./read.ts";
import { desk, Refused, type Remote } from "./remote.ts";

export interface Scenario {
  readonly title: string;
  readonly about: string;
  readonly file: string;
  readonly text: string;
  readonly rules: readonly Rule[];
  readonly english: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly nearMisses: readonly NearMiss[];
}
export interface Rule {
  readonly number: number;
  readonly title: string;
  readonly english: string;
  readonly uses: number;
}
export interface NearMiss {
  readonly at: number;
  readonly provider: string;
  readonly operation: string;
  readonly sentence: string;
}
/** A mistake in a text; lines and columns count from 1. */
export interface Finding {
  readonly line: number;
  readonly column: number;
  readonly found: string;
  readonly remedy: string;
}
export interface Story {
  readonly name: string;
  readonly title: string;
  readonly about: string;
}
export interface Rehearsal {
  readonly lives: readonly Rehearsed[];
  readonly replies: readonly Rehearsed[];
  readonly codes: readonly {
    readonly provider: string;
    readonly operation: string;
    readonly code: string;
    readonly text: string;
  }[];
}
export interface Rehearsed {
  readonly code: string;
  readonly about: string;
}

/** Null: none plays. */
export async function getScenario(remote: Remote, sandbox: string): Promise<Scenario | null> {
  let answer: unknown;
  try {
    answer = await remote.get(`${desk(sandbox)}/scenario`);
  } catch (error) {
    if (error instanceof Refused && error.status === 404 && error.where !== "sandbox") return null;
    throw error;
  }
  const of = fields(answer);
  if (of["text"] === undefined) return null;
  return {
    title: text(of["title"]),
    about: text(of["about"]),
    file: text(of["file"]),
    text: text(of["text"]),
    english: text(of["english"]),
    rules: list(of["rules"], (one) => {
      const rule = fields(one);
      return {
        number: number(rule["number"]),
        title: text(rule["title"]),
        english: text(rule["english"]),
        uses: number(rule["uses"]),
      };
    }),
    variables: Object.fromEntries(Object.entries(fields(of["variables"])).map(([name, value]) => [name, text(value)])),
    nearMisses: list(of["nearMisses"], (one) => {
      const miss = fields(one);
      return {
        at: instant(miss["at"]) ?? 0,
        provider: text(miss["provider"]),
        operation: text(miss["operation"]),
        sentence: text(miss["sentence"]),
      };
    }),
  };
}

/** Puts a text, or a shipped story, on. @throws Refused with findings; what plays stays */
export async function putScenario(
  remote: Remote,
  sandbox: string,
  source: { readonly text: string } | { readonly library: string },
): Promise<void> {
  await remote.send("PUT", `${desk(sandbox)}/scenario`, source);
}

export async function removeScenario(remote: Remote, sandbox: string): Promise<void> {
  await remote.send("DELETE", `${desk(sandbox)}/scenario`);
}

/** Checks a text without making it active. */
export async function checkScenario(remote: Remote, sandbox: string, source: string): Promise<readonly Finding[]> {
  return findingsIn(await remote.send("POST", `${desk(sandbox)}/scenario/check`, { text: source }));
}

/** The findings of an answer, or of a refusal. */
export function findingsIn(answer: unknown): readonly Finding[] {
  return list(fields(answer)["findings"], (one) => {
    const of = fields(one);
    return {
      line: number(of["line"], 1),
      column: number(of["column"], 1),
      found: text(of["found"]),
      remedy: text(of["remedy"]),
    };
  });
}

export async function listStories(remote: Remote): Promise<readonly Story[]> {
  return readList(await remote.get("/library"), "stories", (one) => {
    const of = fields(one);
    return { name: text(of["name"]), title: text(of["title"]), about: text(of["about"]) };
  });
}

export async function getRehearsal(remote: Remote): Promise<Rehearsal> {
  const of = fields(await remote.get("/rehearsal"));
  const row = (one: unknown): Rehearsed => ({ code: text(fields(one)["code"]), about: text(fields(one)["about"]) });
  return {
    lives: list(of["lives"], row),
    replies: list(of["replies"], row),
    codes: list(of["codes"], (one) => {
      const code = fields(one);
      return {
        provider: text(code["provider"]),
        operation: text(code["operation"]),
        code: text(code["code"]),
        text: text(code["text"]),
      };
    }),
  };
}

// `torpedo.handling.yaml`: what a team expects of its client, by kind of code and by outcome, and outcomes that it leaves out.

import * as z from "zod";
import { strict } from "../../api/schema/common.ts";
import { remedyForName } from "../../core/choice.ts";
import { codeKinds } from "../../core/code-kinds.ts";
import { matches } from "../glob.ts";
import { expectationSchema, type HandlingExpectation } from "./expectation.ts";
import type { SweepOutcome } from "./outcome.ts";
import { isNamedBy } from "./plan.ts";

const kindKeys = Object.fromEntries(codeKinds.map((kind) => [kind, expectationSchema.exactOptional()]));
export const handlingFile = strict({
  $schema: z.string().exactOptional(),
  defaults: strict(kindKeys).default({}).meta({ description: "Expectations by kind of code" }),
  outcomes: z
    .record(z.string().min(1), expectationSchema)
    .default({})
    .meta({ description: "Expectations by id, such as PROVIDER/OPERATION/CODE, or a glob of ids" }),
  skip: z
    .array(strict({ id: z.string().min(1), because: z.string().min(1) }))
    .default([])
    .meta({ description: "Outcomes that are left out, by id or glob, each with the reason" }),
});
export type Handling = z.output<typeof handlingFile>;

export const noHandling: Handling = { defaults: {}, outcomes: {}, skip: [] };

/** JSON Schema of the file, as `torpedo schema handling` prints it. */
export function handlingSchemaText(): string {
  const schema = z.toJSONSchema(handlingFile, { io: "input" });
  return `${JSON.stringify({ $id: "handling.schema.json", title: "Expectations of a sweep of Torpedo", ...schema }, null, 2)}\n`;
}

/** A mistake that the schema cannot see, by its place in the file. */
export interface HandlingMistake {
  readonly path: readonly PropertyKey[];
  readonly problem: string;
  readonly value: string;
  readonly remedy: string;
}

/** Finds an id that names no outcome. @param all every outcome there is */
export function strayName({ outcomes, skip }: Handling, all: readonly SweepOutcome[]): HandlingMistake | null {
  const names = [
    ...Object.keys(outcomes).map((id) => ({ id, path: ["outcomes", id] })),
    ...skip.map(({ id }, at) => ({ id, path: ["skip", at, "id"] })),
  ];
  const stray = names.find(({ id }) => !all.some((outcome) => isNamedBy(outcome, (name) => matches(id, name))));
  if (stray === undefined) return null;
  const ids = all.map((outcome) => outcome.id);
  const near = /\*/.test(stray.id)
    ? "write the id of an outcome; torpedo sweep --list shows them"
    : remedyForName(stray.id, ids);
  return { path: stray.path, problem: "names no outcome", value: stray.id, remedy: near };
}

/** Reason to leave an outcome out; null: there is none. */
export function skipReason({ skip }: Handling, outcome: SweepOutcome): string | null {
  return skip.find(({ id }) => isNamedBy(outcome, (name) => matches(id, name)))?.because ?? null;
}

/** Expectations of an outcome: its own, else those of its kinds, of which any is enough. */
export function expectationsOf(
  { outcomes, defaults }: Handling,
  outcome: SweepOutcome,
): readonly HandlingExpectation[] {
  const own = Object.entries(outcomes).filter(([id]) => isNamedBy(outcome, (name) => matches(id, name)));
  const exact = own.find(([id]) => !id.includes("*")) ?? own[0];
  if (exact !== undefined) return [exact[1]];
  const byKind: Readonly<Record<string, HandlingExpectation | undefined>> = defaults;
  const ofKinds = outcome.kinds.map((kind) => byKind[kind]);
  // A kind without an expectation leaves the rules of the sweep in force.
  const all = ofKinds.filter((expectation) => expectation !== undefined);
  return all.length === ofKinds.length ? all : [];
}

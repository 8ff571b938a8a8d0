// Steps that rules on events have in common with the timeline.

import type { Effects, EventAction, TimelineAction } from "../engine/steps.ts";
import type { ReadContext } from "./context.ts";
import type { Path } from "./document.ts";
import { readAction } from "./read-timeline.ts";
import type { ActionFile, StepsFile } from "./schema.ts";

/** The effects with the actions of these steps. */
export function withActions(context: ReadContext, path: Path, file: StepsFile, effects: Effects): Effects {
  const many = Array.isArray(file);
  const actions = (many ? file : [file]).flatMap((step, index): EventAction[] => {
    if (step === "accept") return [];
    const { inbound, report, release, refuse, outage, reachable, unbind } = step;
    const files: readonly ActionFile[] = [
      ...[{ inbound }, { report }, { release }, { refuse }, { outage }, { reachable }, { unbind }],
    ];
    const at = many ? [...path, index] : path;
    const given = files.filter((actionFile) => Object.values(actionFile).some((value) => value !== undefined));
    return given.flatMap((actionFile) => readAction(context, at, actionFile, true).filter(isEventAction));
  });
  return actions.length === 0 ? effects : { ...effects, actions: [...(effects.actions ?? []), ...actions] };
}

function isEventAction(action: TimelineAction): action is EventAction {
  return action.kind !== "account" && action.kind !== "set";
}

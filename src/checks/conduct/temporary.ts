import { gap, isOnly, type Send } from "./model.ts";

/** Sends of a message from its first temporary refusal on, as long as each answer before was temporary. */
export interface TemporaryRun {
  readonly sends: readonly Send[];
  /** Pauses between an answer and the next send. */
  readonly gapsMs: readonly number[];
  /** Temporary answers. */
  readonly refusals: number;
}

export function temporaryRuns(series: readonly (readonly Send[])[]): readonly TemporaryRun[] {
  const isTemporary = ({ kinds, message }: Send): boolean => message === null && isOnly(kinds, "temporary");
  return series.flatMap((all) => {
    const first = all.findIndex(isTemporary);
    if (first < 0) return [];
    const after = all.slice(first);
    const end = after.findIndex((send) => !isTemporary(send));
    const sends = end < 0 ? after : after.slice(0, end + 1);
    const gapsMs = sends
      .slice(1)
      .map((send, index) => gap(sends[index]?.request.end ?? send.request.end, send.request.start));
    return [{ sends, gapsMs, refusals: end < 0 ? sends.length : end }];
  });
}

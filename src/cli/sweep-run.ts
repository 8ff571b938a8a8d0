// A run of a sweep: the command in a sandbox of its own, with one rule in front, and what the journal has of it.

import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Observation, SeenMessage, SeenRequest } from "../checks/sweep/observation.ts";
import { provokingRule, type StrikeAt, type SweepOutcome } from "../checks/sweep/outcome.ts";
import type { ReportedOutcome } from "../checks/sweep/reported-outcome.ts";
import type { Sandbox } from "../client/sandbox.ts";
import { hostClock } from "../clock/host-clock.ts";
import { createSeededRandom } from "../clock/seeded-random.ts";
import type { JsonObject } from "../core/json.ts";
import { textHash } from "../core/text-hash.ts";
import type { Provider } from "../providers/provider.ts";
import { makeFolder } from "../system/make-folder.ts";
import { type ChildCommand, type Ended, runChild } from "./child-command.ts";
import { environmentOf, templates } from "./env.ts";
import type { Flags } from "./flags.ts";
import type { OutcomeReceiver } from "./reported-outcomes.ts";
import type { RunsPlace } from "./run-place.ts";

export interface SweepRoom {
  readonly place: RunsPlace;
  readonly registry: readonly Provider[];
  readonly flags: Flags;
  readonly words: readonly string[];
  readonly receiver: OutcomeReceiver;
  readonly proxy: Readonly<Record<string, string>>;
  /** Folder of the reports. */
  readonly out: string;
  readonly at: StrikeAt;
  readonly settleMs: number;
  /** Choices of the conduct check. */
  readonly conduct: { readonly rules?: JsonObject; readonly texts?: boolean };
  /** Sandbox of a long-lived service; null: each run has its own. */
  readonly shared: Sandbox | null;
  /** Commands that run now. */
  readonly children: Set<ChildCommand>;
}

export interface WantedRun {
  /** Number of the run, from 1: the control run. */
  readonly ordinal: number;
  /** Name of its folder. */
  readonly folder: string;
  /** Null: everything is well. */
  readonly outcome: SweepOutcome | null;
  readonly timeoutMs: number;
}

export interface FinishedRun {
  readonly run: Observation;
  /** File of the output. */
  readonly file: string;
}

export async function sweepRun(room: SweepRoom, wanted: WantedRun): Promise<FinishedRun> {
  const { place, shared, out } = room;
  const { ordinal, folder, outcome } = wanted;
  const sandbox = shared ?? (await place.sandboxFor(ordinal));
  try {
    if (shared !== null) await sandbox.reset();
    if (outcome !== null) await sandbox.next(provokingRule(outcome, room.at));
    const own = resolve(out, "runs", folder);
    makeFolder(join(own, "out"));
    const reported: ReportedOutcome[] = [];
    const base = await environmentOf({ emulator: place.emulator, sandbox }, room.registry);
    const environment = {
      ...base,
      ...room.proxy,
      TORPEDO_RUN: String(ordinal),
      ...(outcome === null ? {} : { TORPEDO_OUTCOME: outcome.id }),
      TORPEDO_REPORT_URL: room.receiver.urlFor(`run-${ordinal}`, reported),
      TORPEDO_OUT: join(own, "out"),
      ...templates(base, room.flags),
    };
    const secrets = await secretsOf(sandbox, room);
    const ended = await commandOf(room, environment, wanted.timeoutMs);
    const { text, ...end } = ended;
    if (room.settleMs > 0) await sandbox.clock.advance({ by: room.settleMs });
    const output = masked(text, secrets);
    const file = join(out, "runs", folder, "output.txt");
    writeFileSync(file, output);
    const run = await observed(
      sandbox,
      { ...end, endedAt: place.isRemote ? null : end.endedAt, output },
      reported,
      room,
    );
    return { run, file };
  } finally {
    if (shared === null) await sandbox.remove();
  }
}

/** Octets that are kept of the output. */
const longestOutput = 128 * 1024;

type EndWithText = Omit<Observation["end"], "output"> & { readonly text: string };

async function commandOf(
  { words, children }: SweepRoom,
  environment: Readonly<Record<string, string>>,
  timeoutMs: number,
): Promise<EndWithText & { readonly endedAt: number }> {
  let kept = Buffer.alloc(0);
  const keep = (part: Uint8Array): void => {
    kept = Buffer.concat([kept, part]).subarray(-longestOutput);
  };
  const began = hostClock.elapsed();
  const child = runChild(words, { where: "COMMAND", environment, out: keep, err: keep });
  children.add(child);
  let late: Promise<void> | null = null;
  const cancel = hostClock.after(timeoutMs, () => {
    late = child.stop();
  });
  let ended: Ended;
  try {
    ended = await child.ended;
    await late;
  } finally {
    cancel();
    // Processes that the command left behind would make requests in the sandbox.
    await child.stop();
    children.delete(child);
  }
  const endedAt = hostClock.elapsed();
  return { ...ended, isTimedOut: late !== null, durationMs: endedAt - began, endedAt, text: kept.toString() };
}

async function secretsOf(sandbox: Sandbox, { registry, place }: SweepRoom): Promise<readonly string[]> {
  const accounts = await sandbox.accounts.list();
  const secrets = accounts.flatMap(({ rate: _, ...account }) => {
    const provider = registry.find(({ id }) => id === account.provider);
    return provider?.credentials(account).filter(({ secret }) => secret) ?? [];
  });
  const values = [
    ...secrets.map(({ value }) => value),
    ...(place.emulator.token === null ? [] : [place.emulator.token]),
  ];
  return [...new Set(values)].filter((value) => value.length >= shortestSecret);
}

/** Shorter values occur anywhere by chance. */
const shortestSecret = 6;

function masked(text: string, secrets: readonly string[]): string {
  return secrets.reduce((masking, secret) => masking.replaceAll(secret, "*".repeat(secret.length)), text);
}

/** Requests of a run that are looked at, and those of a page. */
export const maxRequests = 5_000;
const page = 500;

async function observed(
  sandbox: Sandbox,
  end: Observation["end"],
  reported: readonly ReportedOutcome[],
  { conduct: choices }: SweepRoom,
): Promise<Observation> {
  const conduct = await sandbox.conduct(choices);
  const requests = await paged<SeenRequest>((after) => sandbox.requests({ limit: page, after }));
  const reports = await paged((after) => sandbox.callbacks({ limit: page, after, about: "report" }));
  const answered = reports.filter(({ attempts }) => attempts.some(({ status }) => status !== null));
  const { seed } = await sandbox.info();
  const random = createSeededRandom(seed, sandbox.name);
  const messages = await paged((after) => sandbox.messages({ limit: page, after }));
  return {
    end,
    ...{ requests, reported },
    answeredReports: answered.map(({ ref }) => ref),
    messages: messages.map(
      ({ text, ...message }): SeenMessage => ({ ...message, textHash: textHash({ random }, text) }),
    ),
    findings: conduct.results.filter(({ verdict }) => verdict === "violated"),
    isCut: requests.length >= maxRequests,
  };
}

async function paged<Row extends { readonly seq: number }>(
  read: (after: number) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  while (rows.length < maxRequests) {
    const batch = await read(rows.at(-1)?.seq ?? 0);
    rows.push(...batch);
    if (batch.length < page) break;
  }
  return rows;
}

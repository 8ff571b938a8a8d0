import { z } from "zod";
import { exportFormats } from "../control/desk-type.ts";
import { checked, waited } from "./answers.ts";
import { type Operation, operation } from "./operation.ts";
import { problemAnswer } from "./problem.ts";
import { expectation, wanted } from "./schemas.ts";

const one = "/sandboxes/{sandbox}";

export const questions: readonly Operation[] = [
  operation(`POST ${one}/wait`, {
    id: "wait",
    summary: "Answers as soon as enough match, or when the time is over, with what came nearest",
    body: wanted,
    answer: waited,
    run: ({ control, path, body }) => control.sandbox(path("sandbox")).wait(body),
  }),
  operation(`POST ${one}/verify`, {
    id: "verify",
    summary: "Whether so many match, or in this order; and if not, what is otherwise",
    body: expectation,
    answer: checked,
    run: ({ control, path, body }) => control.sandbox(path("sandbox")).verify(body),
  }),
  operation(`GET ${one}/export`, {
    id: "exportJournal",
    summary: "The journal as JSON Lines (canonical), HAR 1.2 (HTTP) or pcapng (SMPP)",
    query: z.strictObject({ format: z.enum(exportFormats).default("jsonl") }),
    media: "application/octet-stream",
    async run({ control, path, query }) {
      const { mediaType, fileName, parts } = await control.sandbox(path("sandbox")).exportParts(query.format);
      const headers = [
        ["Content-Type", mediaType],
        ["Content-Disposition", `attachment; filename="${fileName}"`],
        ["Cache-Control", "no-store"],
        ["X-Content-Type-Options", "nosniff"],
      ] as const;
      return { answer: { status: 200, headers, body: "" }, parts: cutWhenRefused(parts) };
    },
  }),
];

async function* cutWhenRefused(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array | null, void, void> {
  try {
    yield* parts;
  } catch (error) {
    if (problemAnswer(error) === null) throw error;
    yield null;
  }
}

// Words by which a client or its test reports how it understood an answer (`TORPEDO_REPORT_URL`).

import * as z from "zod";

export const reportedWords = ["sent", "held", "blocked", "refused", "retrying", "failed", "unknown"] as const;

export const reportedOutcome = z.strictObject({ to: z.string().max(40), outcome: z.enum(reportedWords) });
export type ReportedOutcome = z.output<typeof reportedOutcome>;

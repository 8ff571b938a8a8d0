// Every word of the page: English and Portuguese beside one another, a table for each view.

import { accountWords } from "./accounts.ts";
import { callbackWords } from "./callbacks.ts";
import { clockWords } from "./clock.ts";
import { conductWords } from "./conduct.ts";
import { connectWords } from "./connect.ts";
import { messageWords } from "./messages.ts";
import { nextWords } from "./next.ts";
import { overviewWords } from "./overview.ts";
import { phoneWords } from "./phones.ts";
import { requestWords } from "./requests.ts";
import { scenarioWords } from "./scenarios.ts";
import { shellWords } from "./shell.ts";
import { snapshotWords } from "./snapshots.ts";

export const wordTable = {
  ...shellWords,
  ...messageWords,
  ...phoneWords,
  ...requestWords,
  ...callbackWords,
  ...scenarioWords,
  ...nextWords,
  ...clockWords,
  ...conductWords,
  ...connectWords,
  ...overviewWords,
  ...accountWords,
  ...snapshotWords,
} as const;

export type Word = keyof typeof wordTable;

// Properties of fast-check: the same input in each run of npm test, any in the long endurance run.

import fc from "fast-check";
import { seedOfRun } from "./endurance/chance.ts";

fc.configureGlobal({ seed: seedOfRun() });

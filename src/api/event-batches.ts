import type { Shown } from "./operation.ts";
import type { ApiEvent } from "./schema/event.ts";

/** Events as they happen, one by one or all that have come since the last time. */
export interface EventBatches extends AsyncIterable<Shown<ApiEvent>> {
  inBatches(): AsyncIterable<readonly Shown<ApiEvent>[]>;
}

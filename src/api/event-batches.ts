import type { DeepReadonly } from "./operation.ts";
import type { ApiEvent } from "./schema/event.ts";

/** Events as they happen, one by one or all that have come since the last time. */
export interface EventBatches extends AsyncIterable<DeepReadonly<ApiEvent>> {
  inBatches(): AsyncIterable<readonly DeepReadonly<ApiEvent>[]>;
}

// Everything in core that lives as long as the emulator.

import { type CredentialIndex, createCredentialIndex } from "./credential-index.ts";
import { InboundMessages, type InboundMessagesDeps } from "./inbound-messages.ts";
import { Lifecycles } from "./lifecycles.ts";
import { Sandboxes, type SandboxesDeps } from "./sandboxes.ts";
import { Snapshots, type SnapshotsDeps } from "./snapshots.ts";
import { Submissions } from "./submit.ts";

export interface CoreParts {
  readonly credentials: CredentialIndex;
  readonly sandboxes: Sandboxes;
  readonly snapshots: Snapshots;
  readonly lifecycles: Lifecycles;
  readonly submissions: Submissions;
  readonly inboundMessages: InboundMessages;
}

export function createCore(
  deps: Omit<SandboxesDeps, "credentials"> & Pick<InboundMessagesDeps, "providers"> & Omit<SnapshotsDeps, "sandboxes">,
): CoreParts {
  const credentials = createCredentialIndex();
  const sandboxes = new Sandboxes({ ...deps, credentials });
  const snapshots = new Snapshots({ ...deps, sandboxes });
  const lifecycles = new Lifecycles({ ...deps, sandboxes });
  const submissions = new Submissions({ ...deps, lifecycles });
  const inboundMessages = new InboundMessages({ ...deps, sandboxes });
  return { credentials, sandboxes, snapshots, lifecycles, submissions, inboundMessages };
}

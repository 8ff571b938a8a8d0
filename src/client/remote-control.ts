// The control room, over the control API.

import type { Control } from "../control/control.ts";
import type { SandboxInfo } from "../control/sandbox-type.ts";
import { listenFar } from "./listen.ts";
import type { Remote } from "./remote.ts";
import { remoteDesk } from "./remote-desk.ts";

/** As many as the control API gives at once. */
const most = 1_000;

export function remoteControl(remote: Remote): Control {
  const { ask } = remote;
  return {
    async sandboxes({ after, limit = Number.POSITIVE_INFINITY } = {}) {
      const found: SandboxInfo[] = [];
      let from = after;
      while (found.length < limit) {
        const query = { after: from, limit: Math.min(most, limit - found.length) };
        const rows = await ask("GET /sandboxes", (answers) => answers.sandbox.array(), { query });
        found.push(...rows);
        from = rows.at(-1)?.name;
        if (from === undefined || rows.length < query.limit) break;
      }
      return found;
    },
    create: (name, options) => ask("POST /sandboxes", (answers) => answers.sandbox, { body: { ...options, name } }),
    sandbox: (name) => remoteDesk(remote, name),
    about: () => ask("GET /about", (answers) => answers.about),
    coverage: () => ask("GET /coverage", (answers) => answers.coverage),
    rehearsal: () => ask("GET /rehearsal", (answers) => answers.rehearsal),
    library: () => ask("GET /library", (answers) => answers.library),
    listen: (filter, listener) => listenFar(remote, filter, listener),
  };
}

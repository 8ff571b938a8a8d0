// Everything that can be done to a running emulator from outside. The library answers it in-process, the control API over
// HTTP, the remote client from afar: so all of it is asynchronous and plain data. Numbers of messages, calls, callbacks and
// inbounds are places in their sandbox, counted from 1; instants are milliseconds since 1970 on the sandbox's clock.
// Mistakes are `UsageError`s: what, where, remedy.

import type { Desk } from "./desk-type.ts";
import type { EventFilter, Told } from "./events-type.ts";
import type { NewSandbox, SandboxInfo } from "./sandbox-type.ts";

export interface Control {
  /** In the order of their making. `after` is a name. */
  sandboxes(page?: { readonly after?: string; readonly limit?: number }): Promise<readonly SandboxInfo[]>;
  /** A new world; without accounts it gets one of each provider, with credentials of its own. */
  create(name: string, options?: NewSandbox): Promise<SandboxInfo>;
  /** Its desk; asking for one that does not exist is told by the first method that is called. */
  sandbox(name: string): Desk;
  about(): Promise<About>;
  /** What each provider's behaviour rests on. */
  coverage(): Promise<readonly ProviderCoverage[]>;
  rehearsal(): Promise<RehearsalTables>;
  /** The scenarios that come with the package. */
  library(): Promise<readonly LibraryStory[]>;
  /** Tells what happens from now on, or after an event of before. @returns how to stop */
  listen(filter: EventFilter, listener: (told: Told) => void): () => void;
}

/** The emulator itself. */
export interface About {
  readonly version: string;
  /** Where the doors listen: addresses of the HTTP ones, `host:port` of SMPP. */
  readonly doors: Readonly<Record<string, string>>;
  readonly providers: readonly {
    readonly id: string;
    readonly title: string;
    readonly colour: string;
    readonly kinds: readonly string[];
  }[];
  readonly sandboxes: number;
  /** Of the doors over TLS, for clients that are to trust it; absent: there are none. */
  readonly certificate?: { readonly pem: string; readonly fingerprint256: string };
}

export interface ProviderCoverage {
  readonly provider: string;
  readonly title: string;
  readonly points: readonly {
    readonly point: string;
    /** Where it shows: `call`, `call/send`, `call/send/61`, `by/soap11`, `status/held`, `report/http`, `reply`, `retry`, `price`. */
    readonly shows: readonly string[];
    readonly evidence: "documented" | "observed" | "assumed";
    readonly source: string;
    readonly reading?: string;
  }[];
}

/** DDD + 900000CCC dials a code, DDD + 90001LLRR a life and a reply. */
export interface RehearsalTables {
  readonly lives: readonly { readonly code: string; readonly about: string }[];
  readonly replies: readonly { readonly code: string; readonly about: string }[];
  /** The codes that a provider's operations can be made to answer. */
  readonly codes: readonly {
    readonly provider: string;
    readonly operation: string;
    readonly code: string;
    readonly text: string;
  }[];
}

export interface LibraryStory {
  readonly name: string;
  readonly title: string;
  readonly about: string;
}

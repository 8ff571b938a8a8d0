import { mensagem } from "./mensagem/index.ts";
import { mobilepronto } from "./mobilepronto/index.ts";
import type { ListenerName, Provider } from "./provider.ts";
import { sophia } from "./sophia/index.ts";

const all = [mobilepronto, mensagem, sophia] as const satisfies readonly Provider[];

/** Every provider that comes with the package, in the order of the README. */
export const providers: readonly Provider[] = all;

/** Names of the listeners that single providers have. */
export type OwnListener = ListenerName<(typeof all)[number]>;

type Registered = (typeof all)[number];
/** Id of a provider; a further one is possible. */
export type ProviderId = Registered["id"] | (string & {});
/** Name of a provider's operation; those of a further provider are possible. */
export type OperationName = Registered["vocabulary"]["operations"][number]["name"] | (string & {});

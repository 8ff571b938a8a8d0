import { mensagem } from "./mensagem/index.ts";
import { mobilepronto } from "./mobilepronto/index.ts";
import type { Provider } from "./provider.ts";
import { sophia } from "./sophia/index.ts";

/** Every provider there is, in the order of the README. */
export const providers: readonly Provider[] = [mobilepronto, mensagem, sophia];

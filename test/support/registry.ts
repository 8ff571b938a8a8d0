// The providers that the contract tests run over.

import { providers } from "../../src/providers/index.ts";
import type { Provider } from "../../src/providers/provider.ts";

export const registry: readonly Provider[] = [...providers];

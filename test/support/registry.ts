// The providers that the contract tests run over: those that come with the package, and an invented one.

import { providers } from "../../src/providers/index.ts";
import type { Provider } from "../../src/providers/provider.ts";
import { correio } from "./invented-provider/index.ts";

export const registry: readonly Provider[] = [...providers, correio];

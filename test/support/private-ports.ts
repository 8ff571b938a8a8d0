import { freePorts } from "../../src/config/config.ts";
import type { Provider } from "../../src/providers/provider.ts";

/** Options of an emulator with these providers that leaves nothing behind. */
export const privately = (registry: readonly Provider[]) => ({ ...freePorts(registry), data: ":memory:" });

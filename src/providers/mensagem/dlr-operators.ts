/** Operators without a handset report ("TERMOS IMPORTANTES", DLR): Oi, by both its codes, and Sercomtel. */
export const operatorsWithoutDlr: readonly string[] = ["55314", "55331", "55343"];

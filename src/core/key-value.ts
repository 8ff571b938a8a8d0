/** Small durable values of a sandbox: counters of rules, variables, time of a manual clock, settings. */
export interface KeyValue {
  get(sandbox: string, key: string): string | null;
  set(sandbox: string, key: string, value: string): void;
  /** Removes each value whose key begins with the prefix. */
  clear(sandbox: string, prefix: string): void;
  all(sandbox: string, prefix: string): [key: string, value: string][];
}

/** Addresses of the listeners: URLs of HTTP, `host:port` of SMPP. `Own` names the listeners of single providers. */
export type ListenerAddresses<Own extends string = string> = {
  readonly http: string;
  readonly https?: string;
  readonly smpp: string;
  readonly smpps?: string;
} & Readonly<Record<Own, string>>;

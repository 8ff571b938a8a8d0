// An HTTP request as it arrived and the answer to it, as plain data. Everything that speaks over HTTP (the .asmx room,
// the delimited and JSON providers, the control API) takes the one and returns the other; only the listener and the
// outbound client know sockets.

/** A whole request: the body has been read, within its bound. */
export interface HttpRequest {
  /** As on the request line, for example `POST`. */
  readonly method: string;
  /** The request target as sent, proxy form included: `/sms/send?u=1` or `http://host/sms/send?u=1`. */
  readonly target: string;
  /** Path of the target, still percent-encoded, without the query: `/Service.asmx/Op`. */
  readonly path: string;
  /** Text behind the first `?`, undecoded; empty when there is none. */
  readonly query: string;
  /** `1.0` or `1.1`. */
  readonly version: string;
  /** Scheme of the connection. */
  readonly scheme: "http" | "https";
  /** Lower-case names; repeated headers joined with `, ` as Node does. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names and values in turn, as they arrived. */
  readonly rawHeaders: readonly string[];
  /** Address that clients reach the root of the paths by, where it is not the scheme and the Host header. */
  readonly baseUrl?: string;
  readonly body: Buffer;
  /** Address of the peer, for example `127.0.0.1`. */
  readonly remoteAddress: string;
  /** Number of the connection at its listener; absent for an app in another server. */
  readonly connection?: number;
}

/** The answer. Headers are sent in this order and spelling; `Content-Length` and `Date` are the listener's unless given. */
export interface HttpAnswer {
  readonly status: number;
  /** Reason phrase; the standard one when absent. */
  readonly reason?: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** A string is sent as UTF-8. */
  readonly body: string | Buffer;
  /** Headers of the listener that are left out, in lower case. */
  readonly omit?: readonly string[];
  /** FIN after the answer, without a Connection header. */
  readonly close?: boolean;
}

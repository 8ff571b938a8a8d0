// Actions of inbox tests through the control API.

export interface Query {
  get(path: string): Promise<string>;
  /** @throws Error with the whole answer when it is refused */
  send(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<string>;
}

/** The sandbox `default` of an emulator. */
export function callApi(address: string): Query {
  const base = `${address}/torpedo/v1/sandboxes/default`;
  async function whole(answer: Promise<Response>): Promise<string> {
    const response = await answer;
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${text}`);
    return text;
  }
  return {
    get: (path) => whole(fetch(`${base}${path}`)),
    send: (method, path, body) =>
      whole(
        fetch(`${base}${path}`, {
          method,
          headers: { "Content-Type": "application/json" },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      ),
  };
}

// An HTTP request and its answer, or a broken connection: for load on a server that may end at any moment.

import { type Agent, request } from "node:http";

/** Names and values, in order. */
export type Fields = Readonly<Record<string, string>>;

/** The answer of an operation of a web service, over SOAP 1.1, as it came; null when the connection broke. */
export function soap(
  agent: Agent,
  url: string,
  namespace: string,
  operation: string,
  fields: Fields,
): Promise<string | null> {
  const inside = Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`);
  const action = `${namespace.replace(/\/$/, "")}/${operation}`;
  return callApi(agent, url, {
    headers: { "Content-Type": "text/xml; charset=utf-8", SOAPAction: `"${action}"` },
    body:
      '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>' +
      `<${operation} xmlns="${namespace}">${inside.join("")}</${operation}></s:Body></s:Envelope>`,
  });
}

/** Sends a request; null when the connection broke. */
export function callApi(
  agent: Agent,
  url: string,
  post?: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
): Promise<string | null> {
  return new Promise((resolve) => {
    const options = post === undefined ? { agent } : { agent, method: "POST", headers: post.headers };
    const sent = request(url, options, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        body += chunk;
      });
      response.on("end", () => resolve(response.complete ? body : null));
      response.on("error", () => resolve(null));
    });
    sent.on("error", () => resolve(null));
    sent.end(post?.body);
  });
}

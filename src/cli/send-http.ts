// Sends one SMS by a provider's sample over HTTP, as a client would.

import type { Account } from "../core/account.ts";
import { UsageError } from "../core/usage-error.ts";
import { rowOf } from "../core/vocabulary.ts";
import type { Provider } from "../providers/provider.ts";
import type { HttpSample, SampleFields, SampleSms } from "../providers/sample.ts";
import { httpRequest } from "./http-request.ts";
import { soapResult } from "./soap-result.ts";

/** The provider's answer. */
export interface SendResult {
  readonly accepted: boolean;
  /** The provider's code; "": it gave none. */
  readonly code: string;
  /** The provider's sentence for the code, where it has one. */
  readonly meaning: string;
  /** The result of a SOAP method, else the body. */
  readonly answer: string;
}

const timeoutMs = 60_000;

/**
 * Sends the sample with the account's credentials.
 * @param url of the HTTP listener
 * @param fields further fields, or others
 * @throws Error when no answer comes
 */
export async function sendHttp(
  { vocabulary }: Provider,
  sample: HttpSample,
  { url, account, sms, fields }: { url: string; account: Account; sms: SampleSms; fields: SampleFields },
): Promise<SendResult> {
  for (const name of Object.keys(fields)) {
    if (/^[A-Za-z_][\w.-]{0,99}$/.test(name)) continue;
    const remedy = "write NAME=VALUE";
    throw new UsageError({ where: "--field", problem: "must begin with a name", value: name, remedy });
  }
  const request = sample.request({ ...sample.credentials(account), ...sample.message(sms), ...fields });
  const { method, headers } = request;
  const body = request.body === "" ? {} : { body: request.body };
  const { status, body: answered } = await httpRequest(new URL(request.path, url), {
    method,
    headers,
    ...body,
    timeoutMs,
  });
  const result = sample.soapMethod === undefined ? null : soapResult(answered, sample.soapMethod);
  const answer = result ?? answered.trim();
  const code = sample.code(answer);
  const operation = vocabulary.operations.find(({ name }) => name === sample.operation);
  const row = operation === undefined ? null : rowOf(operation, code);
  const failed = status < 200 || status > 299;
  if (failed && row === null) return { accepted: false, code: "", meaning: `HTTP ${status}`, answer };
  const accepted = !failed && (row?.success === true || sample.accepts?.includes(code) === true);
  return { accepted, code, meaning: row?.text ?? "", answer };
}

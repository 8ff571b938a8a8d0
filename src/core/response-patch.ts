// Changes of a scenario to an HTTP response (step `response`). A patch decides nothing: it changes what would be sent.

import type { FrontEndPage } from "./fault.ts";
import { bindTemplate, type PlaceholderValue, type TextTemplate } from "./template.ts";

/** A header with its values, one line each; null leaves the header out. */
export interface HeaderPatch {
  readonly name: string;
  readonly values: readonly TextTemplate[] | null;
}

export type BodyPatch = { readonly text: TextTemplate } | { readonly octets: Uint8Array };

export interface ResponsePatch {
  readonly status?: number;
  readonly reason?: string;
  readonly headers?: readonly HeaderPatch[];
  readonly body?: BodyPatch;
  /** Page of a front end, with its status and headers. */
  readonly page?: FrontEndPage;
  /** Encodes the body again, and labels it. */
  readonly charset?: string;
  readonly bom?: boolean;
  /** FIN after the response, without a Connection header. */
  readonly close?: boolean;
}

/** Merges patches key by key; the earlier one wins. */
export function mergeResponse(
  earlier: ResponsePatch | undefined,
  later: ResponsePatch | undefined,
): ResponsePatch | undefined {
  if (earlier === undefined || later === undefined) return earlier ?? later;
  const { page, body, ...rest } = later;
  // A page is a body: the first of the two wins.
  const content = earlier.page === undefined && earlier.body === undefined;
  return {
    ...rest,
    ...(content && page !== undefined ? { page } : {}),
    ...(content && body !== undefined ? { body } : {}),
    ...earlier,
    ...headersOf(earlier.headers, later.headers),
  };
}

function headersOf(earlier: ResponsePatch["headers"], later: ResponsePatch["headers"]): Pick<ResponsePatch, "headers"> {
  if (earlier === undefined && later === undefined) return {};
  const taken = new Set(earlier?.map(({ name }) => name.toLowerCase()));
  return { headers: [...(earlier ?? []), ...(later ?? []).filter(({ name }) => !taken.has(name.toLowerCase()))] };
}

/** Fills in the values that are known now. */
export function bindResponse(patch: ResponsePatch, valueFor: PlaceholderValue): ResponsePatch {
  const { headers, body } = patch;
  if (headers === undefined && (body === undefined || "octets" in body)) return patch;
  const filledHeaders = headers?.map(({ name, values }) => {
    return { name, values: values?.map((value) => bindTemplate(value, valueFor)) ?? null };
  });
  return {
    ...patch,
    ...(filledHeaders === undefined ? {} : { headers: filledHeaders }),
    ...(body === undefined || "octets" in body ? {} : { body: { text: bindTemplate(body.text, valueFor) } }),
  };
}

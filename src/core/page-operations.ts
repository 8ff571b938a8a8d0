// Operations of every provider beside its own: documents of a web service, and requests that no operation takes.

import type { OperationVocabulary, Vocabulary } from "./vocabulary.ts";

export const pageNames = ["wsdl", "disco", "help", "unknown"] as const;
export type PageOperationName = (typeof pageNames)[number];

export function pageOperation(name: PageOperationName): OperationVocabulary {
  return operations[name];
}

/** The pages of a provider: documents only where it has a web service. */
export function pagesOf({ operations: own }: Vocabulary): readonly OperationVocabulary[] {
  const channels = new Set(own.flatMap((operation) => operation.channels));
  if (channels.has("soap11") || channels.has("soap12")) return pageNames.map(pageOperation);
  return channels.has("get") || channels.has("form") || channels.has("json") ? [operations.unknown] : [];
}

function page(name: PageOperationName): OperationVocabulary {
  return { name, channels: ["get"], codes: [], sends: false, page: true, requestFields: [] };
}

const operations: Readonly<Record<PageOperationName, OperationVocabulary>> = {
  wsdl: page("wsdl"),
  disco: page("disco"),
  help: page("help"),
  unknown: page("unknown"),
};

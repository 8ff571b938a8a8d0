// SOAP version and operation of a request: what the headers say (asmx.md section 3). The body's first element decides where the headers leave it open.

import type { CompiledOperation, CompiledService } from "./compile.ts";
import { baseType, parameterOf } from "./content-type.ts";
import type { QName } from "./namespaces.ts";
import type { SoapVersion } from "./soap-answer.ts";
import { urlDecode } from "./url-decode.ts";

/** Operation that the headers of a request name. */
export interface SoapRoute {
  /** The version before the envelope is seen. */
  readonly guess: SoapVersion;
  /** SOAPAction or action parameter, unquoted and decoded; null when none (or an empty action parameter) was given. */
  readonly action: string | null;
  /** Null when the body has to say it, or when nobody can (`refused`). */
  readonly operation: CompiledOperation | null;
  /** SOAP 1.1 with a SOAPAction that names no operation: the body is not asked. */
  readonly refused: boolean;
}

export function routeByHeaders(
  compiled: CompiledService,
  contentType: string,
  soapAction: string | undefined,
): SoapRoute {
  const anyNamespace = compiled.service.anyNamespace === true;
  if (soapAction === undefined || baseType(contentType) === "application/soap+xml") {
    const given = parameterOf(contentType, "action");
    const action = given === null || given === "" ? null : decodeAction(given);
    const operation = action === null ? null : lookUp(compiled, action);
    return { guess: "1.2", action, operation, refused: false };
  }
  const action = decodeAction(unquoted(soapAction));
  const operation = lookUp(compiled, action);
  return { guess: "1.1", action, operation, refused: operation === null && !anyNamespace };
}

/** The operation whose request element this is. */
export function routeByElement(compiled: CompiledService, name: QName): CompiledOperation | null {
  const { service, byName } = compiled;
  if (name.namespace !== service.namespace && service.anyNamespace !== true) return null;
  return byName.get(name.local) ?? null;
}

function lookUp(compiled: CompiledService, action: string): CompiledOperation | null {
  if (compiled.service.anyNamespace !== true) return compiled.byAction.get(action) ?? null;
  return compiled.byName.get(action.slice(action.lastIndexOf("/") + 1)) ?? null;
}

/** Outer double quotes go only as a pair; single quotes stay. */
function unquoted(header: string): string {
  return header.length >= 2 && header.startsWith('"') && header.endsWith('"') ? header.slice(1, -1) : header;
}

function decodeAction(action: string): string {
  return urlDecode(action, (bytes) => bytes.toString("utf8"));
}

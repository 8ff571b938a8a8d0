// A service's declaration turned into what each request needs at once: look-up tables and the constant parts of answers.

import type { AsmxOperation, AsmxService, AsmxType, AsmxValue } from "./service.ts";
import { missingValue } from "./values.ts";

/** Name and content of an envelope's wrapper. `namespace` null: any. */
export interface WrapperElement {
  readonly element: string;
  readonly namespace: string | null;
  readonly parameters: ReadonlyMap<string, WantedParameter>;
}

interface WantedParameter {
  readonly type: AsmxType;
  readonly nullable: boolean;
  readonly missing: AsmxValue;
}

/** An operation under one of its names. */
export interface CompiledOperation {
  /** The name it was called by: the operation's, or an alias. */
  readonly name: string;
  readonly operation: AsmxOperation;
  readonly wanted: WrapperElement;
  /** Names of `ref` and `out` parameters, in declaration order. */
  readonly refs: readonly string[];
  /** The HTTP bindings take only by-value parameters of plain types. */
  readonly onHttp: boolean;
}

export interface CompiledService {
  readonly service: AsmxService;
  readonly byName: ReadonlyMap<string, CompiledOperation>;
  readonly byAction: ReadonlyMap<string, CompiledOperation>;
}

/** soapAction of an operation: the namespace, a slash unless it ends with one, the name. */
export function soapAction(service: AsmxService, operation: string): string {
  return `${service.namespace}${service.namespace.endsWith("/") ? "" : "/"}${operation}`;
}

/** Whether the HTTP GET and POST bindings can carry an operation. */
export function isOnHttp(operation: AsmxOperation): boolean {
  return operation.parameters.every(
    (parameter) =>
      (parameter.by ?? "value") === "value" && !(parameter.nullable === true && parameter.type !== "string"),
  );
}

export function compileService(service: AsmxService): CompiledService {
  const byName = new Map<string, CompiledOperation>();
  const byAction = new Map<string, CompiledOperation>();
  const add = (name: string, operation: AsmxOperation): void => {
    const compiled = compileOperation(service, name, operation);
    byName.set(name, compiled);
    byAction.set(soapAction(service, name), compiled);
  };
  for (const operation of service.operations) add(operation.name, operation);
  for (const [alias, target] of Object.entries(service.aliases ?? {})) {
    const operation = service.operations.find((candidate) => candidate.name === target);
    if (operation === undefined)
      throw new Error(`service ${service.name}: alias ${alias} of an unknown operation ${target}`);
    add(alias, operation);
  }
  return { service, byName, byAction };
}

function compileOperation(service: AsmxService, name: string, operation: AsmxOperation): CompiledOperation {
  const parameters = new Map<string, WantedParameter>();
  for (const parameter of operation.parameters) {
    if (parameter.by === "out") continue;
    const nullable = parameter.nullable === true;
    parameters.set(parameter.name, { type: parameter.type, nullable, missing: missingValue(parameter.type, nullable) });
  }
  return {
    name,
    operation,
    wanted: { element: name, namespace: service.anyNamespace === true ? null : service.namespace, parameters },
    refs: operation.parameters
      .filter((parameter) => (parameter.by ?? "value") !== "value")
      .map((parameter) => parameter.name),
    onHttp: isOnHttp(operation),
  };
}

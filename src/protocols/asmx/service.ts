// Declaration of a service, settings of the server that answers for it, and the result of an exchange. The room knows no provider: a provider declares its services with these types and implements `invoke`.

import type { Instant } from "../../core/clock.ts";
import type { Finding } from "../../core/findings.ts";
import type { HttpAnswer, HttpRequest } from "../http/call.ts";
import type { AsmxDateTime } from "./date-time.ts";

/** Type of a parameter or result, named as in the WSDL (`s:string`, `s:int`, ...). */
export type AsmxType = "string" | "int" | "long" | "unsignedLong" | "decimal" | "dateTime";

/** A result may also be `string[]` or nothing. */
export type AsmxResultType = AsmxType | "stringArray" | "void";

/**
 * A value as the method sees it: string for `string` and `decimal` (its digits, trimmed), number for `int`, bigint for
 * `long` and `unsignedLong`, `AsmxDateTime` for `dateTime`; null for a missing string or a nil nullable. A missing value
 * type is 0 or 0001-01-01T00:00:00 (asmx.md section 5).
 */
export type AsmxValue = string | number | bigint | AsmxDateTime | null;

export interface AsmxParameter {
  readonly name: string;
  readonly type: AsmxType;
  /** `Nullable<T>` of a value type: minOccurs 1 and nillable, null when missing; takes the operation off the HTTP bindings. */
  readonly nullable?: boolean;
  /** Over the HTTP bindings, where ASP.NET refuses it, a parameter that is left out or empty counts as missing in an envelope. */
  readonly isOptional?: boolean;
  /** `ref` is in the request and, after the Result, in the answer; `out` only in the answer. Default `value`. */
  readonly by?: "value" | "ref" | "out";
}

export interface AsmxOperation {
  readonly name: string;
  /** The WebMethod's Description: help pages write it raw, the WSDL escaped. */
  readonly description?: string;
  readonly parameters: readonly AsmxParameter[];
  readonly result: AsmxResultType;
}

export interface AsmxService {
  /** The WebService attribute's Name: title of the pages, names of the WSDL's service, ports and bindings. */
  readonly name: string;
  readonly namespace: string;
  readonly description?: string;
  /** In declaration order (the WSDL keeps it; the help page sorts). */
  readonly operations: readonly AsmxOperation[];
  /** Names that work like an operation without being listed or in the WSDL: alias -> operation. Answered under the alias. */
  readonly aliases?: Readonly<Record<string, string>>;
  readonly httpGet: boolean;
  readonly httpPost: boolean;
  /** Wrapper and children in any one namespace are read, and answered in it; the operation is the last part of the action,
   * else the body element. Not .NET's: a leniency for a service whose true namespace nobody knows. */
  readonly anyNamespace?: boolean;
  /** False leaves out the list page's section about http://tempuri.org/. */
  readonly tempuriAdvice?: boolean;
}

export interface AsmxSettings {
  /** `Off`: faults and errors carry `ToString()` (types, stack); `On`: messages only; `RemoteOnly`: by `clients`. */
  readonly customErrors: "On" | "Off" | "RemoteOnly";
  /** Whether every client counts as remote, loopback too. Local ones get the POST binding and the test form of a stock server. */
  readonly clients: "remote" | "local";
  /** KB; a longer body is ASP.NET's "Maximum request length exceeded.". */
  readonly maxRequestLength: number;
  /** Added to every answer in this order after Cache-Control and Content-Type (section 1). */
  readonly serverHeaders: readonly (readonly [name: string, value: string])[];
  /** ASP.NET 4 request validation of the HTTP bindings' values (section 7). */
  readonly requestValidation: boolean;
  /** *.asmx mapped to ScriptHandlerFactory: `/js`, `/jsdebug` and JSON calls answer 500 JSON (section 2). The recorded engine had it not. */
  readonly scriptHandler: boolean;
  /** The server's zone, minutes east of UTC: dateTime values with an offset are turned into its local time. */
  readonly utcOffset: number;
  /** The service's clock, for time-only values (today's date). */
  readonly now: () => Instant;
}

/** A stock IIS 8.5 with ASP.NET 4, and Brasília time. */
export const defaultAsmxSettings: Omit<AsmxSettings, "now"> = {
  customErrors: "RemoteOnly",
  clients: "remote",
  maxRequestLength: 4096,
  serverHeaders: [
    ["Server", "Microsoft-IIS/8.5"],
    ["X-AspNet-Version", "4.0.30319"],
    ["X-Powered-By", "ASP.NET"],
  ],
  requestValidation: true,
  scriptHandler: false,
  utcOffset: -180,
};

/** How a call came in. */
export type AsmxChannel = "soap11" | "soap12" | "form" | "get";

/** A call of an operation, as `invoke` gets it. */
export interface AsmxCall {
  /** The operation's own name, also when it was called by an alias. */
  readonly operation: string;
  /** A value for every parameter that comes in, in declaration order. */
  readonly args: ReadonlyMap<string, AsmxValue>;
  readonly channel: AsmxChannel;
  readonly request: HttpRequest;
}

/** Result of the method. A thrown error becomes "Server was unable to process request. ---> {message}". */
export type AsmxReturn =
  | {
      readonly kind: "value";
      /** Null leaves the Result element out; ignored when the operation is void. */
      readonly result: AsmxValue | readonly (string | null)[];
      /** Values of the `ref` and `out` parameters by name. */
      readonly refs?: Readonly<Record<string, AsmxValue>>;
    }
  /** A SoapException of the method's own: `message` stands alone in the fault. */
  | {
      readonly kind: "fault";
      readonly code: "Client" | "Server";
      readonly message: string;
      readonly actor?: string;
      /** Text of the detail element. */
      readonly detail?: string;
      /** The message is the whole text, whatever customErrors says. */
      readonly isVerbatim?: true;
    }
  /** Sent as it is instead of an envelope; status 200 and the binding's content type unless given. */
  | { readonly kind: "raw"; readonly body: string | Buffer; readonly status?: number; readonly contentType?: string };

/** Everything a method gives back: the value for the client, and whatever else its provider keeps of the call. */
export interface AsmxPerformed {
  readonly returned: AsmxReturn;
}

export type AsmxInvoke<T extends AsmxPerformed> = (call: AsmxCall) => T;

/** A document about the service. */
export type AsmxPage = "wsdl" | "disco" | "help";

/** A request with its answer; `T` is the method's own result. */
export interface AsmxResult<T extends AsmxPerformed> {
  readonly answer: HttpAnswer;
  /** The operation that was chosen, by its own name; null when none was. */
  readonly operation: string | null;
  /** Null for pages, WSDL and what was refused before a binding took it. */
  readonly channel: AsmxChannel | null;
  /** Document that was asked for. */
  readonly page?: AsmxPage;
  /** Null when no method has run; it runs also where a fault is answered (mustUnderstand). */
  readonly call: AsmxCall | null;
  /** The method's result; null when none has run, or when it threw. */
  readonly performed: T | null;
  /** Error of the method, answered as a fault; the caller logs it. */
  readonly thrown?: unknown;
  readonly findings: readonly Finding[];
}

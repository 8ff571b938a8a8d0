// The services of the recordings in fixtures/asmx: declarations, and a method that echoes its arguments as theirs did.

import type { AsmxDateTime } from "../../../src/protocols/asmx/date-time.ts";
import type {
  AsmxCall,
  AsmxInvoke,
  AsmxParameter,
  AsmxPerformed,
  AsmxReturn,
  AsmxService,
  AsmxValue,
} from "../../../src/protocols/asmx/service.ts";

const strings = (...names: string[]): AsmxParameter[] => names.map((name) => ({ name, type: "string" }));

const OFF = { httpGet: false, httpPost: false };

export const mpgateway: AsmxService = {
  ...OFF,
  name: "MPGateway",
  namespace: "http://www.mpgateway.com/",
  operations: [
    {
      name: "MPG_Send_SMS",
      description: "Envio de SMS Síncrono.",
      parameters: strings("Credencial", "Principal_User", "Aux_User", "Mobile", "Send_Project", "Message"),
      result: "string",
    },
  ],
};

export const pwgateway: AsmxService = {
  ...OFF,
  name: "PWGateway",
  namespace: "PWGateway",
  operations: [
    {
      name: "MPG_SendSimple_SMS",
      description: "Envio Simples de SMS Síncrono.",
      parameters: strings("Credencial", "Mobile", "Message"),
      result: "string",
    },
  ],
};

export const voice: AsmxService = {
  ...OFF,
  name: "PWGatewayVoice",
  namespace: "PWGatewayVoice",
  operations: [
    {
      name: "MPG_Status_Voice",
      description: "Consulta de Status da chamada de Voz.",
      parameters: strings("Credencial", "Token", "IDMSG"),
      result: "string",
    },
  ],
};

export const wbsapi: AsmxService = {
  ...OFF,
  name: "WBSAPI",
  namespace: "http://tempuri.org/",
  operations: [
    {
      name: "sendUnique",
      parameters: [
        { name: "Identificacao", type: "string" },
        { name: "Telefone", type: "long" },
        { name: "Mensagem", type: "string" },
        { name: "Agenda", type: "dateTime" },
        { name: "TipoMensagem", type: "int" },
        { name: "CentroCustos", type: "int" },
        { name: "IdExterno", type: "unsignedLong" },
      ],
      result: "string",
    },
    { name: "sendMultiple", parameters: strings("Identificacao", "Conteudo"), result: "string" },
    {
      name: "inBox",
      parameters: [
        { name: "Identificacao", type: "string" },
        { name: "DataInicial", type: "dateTime" },
        { name: "DataFinal", type: "dateTime" },
        { name: "Reexibir", type: "int" },
      ],
      result: "string",
    },
    { name: "status", parameters: strings("Identificacao", "Hash"), result: "string" },
    { name: "cancel", parameters: strings("Identificacao", "Hash"), result: "string" },
  ],
};

export const variants: AsmxService = {
  ...OFF,
  name: "Variants",
  namespace: "http://tempuri.org/",
  operations: [
    {
      name: "sendUnique",
      parameters: [
        { name: "Identificacao", type: "string" },
        { name: "Telefone", type: "long" },
        { name: "Mensagem", type: "string" },
        { name: "Agenda", type: "dateTime", nullable: true },
        { name: "TipoMensagem", type: "int", nullable: true },
        { name: "CentroCustos", type: "int", nullable: true },
        { name: "IdExterno", type: "unsignedLong", nullable: true },
      ],
      result: "string",
    },
    { name: "list", parameters: strings("a"), result: "stringArray" },
    { name: "number", parameters: [{ name: "a", type: "int" }], result: "int" },
    { name: "nothing", parameters: strings("a"), result: "void" },
  ],
};

/** The four services of the recordings by path. */
export const recorded: Readonly<Record<string, AsmxService>> = {
  "/service.asmx": mpgateway,
  "/sms/v_2_00/service.asmx": pwgateway,
  "/voice/v_3_00/service.asmx": voice,
  "/wbsapi.asmx": wbsapi,
};

/** Echoes as the recording server did: `Name='text'`, numbers plain, dates with their kind; without a credential 001. */
/** A method that gives back nothing but its value. */
export function performing(method: (call: AsmxCall) => AsmxReturn): AsmxInvoke<AsmxPerformed> {
  return (call) => ({ returned: method(call) });
}

export const echo = ({ operation, args }: AsmxCall): AsmxReturn => {
  if (operation === "MPG_Status_Voice") return { kind: "value", result: "ok:85.00" };
  const credential = args.get("Credencial");
  if (args.has("Credencial") && credential !== "ECHO") {
    return { kind: "value", result: credential === null ? "001" : "000" };
  }
  return { kind: "value", result: [...args].map(([name, value]) => `${name}=${visible(value)}`).join(";") };
};

function visible(value: AsmxValue): string {
  if (value === null) return "null";
  if (typeof value === "string") return `'${value}'`;
  return typeof value === "object" ? visibleDate(value) : String(value);
}

/** .NET's round-trip form, then the kind; the recording server's zone was UTC. */
function visibleDate(value: AsmxDateTime): string {
  const part = (number: number, width: number): string => String(number).padStart(width, "0");
  const date = `${part(value.year, 4)}-${part(value.month, 2)}-${part(value.day, 2)}`;
  const time = `${part(value.hour, 2)}:${part(value.minute, 2)}:${part(value.second, 2)}.${part(value.ticks, 7)}`;
  const kinds = { unspecified: "/Unspecified", local: "+00:00/Local", utc: "Z/Utc" };
  return `${date}T${time}${kinds[value.kind]}`;
}

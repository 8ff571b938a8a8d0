import type { Coverage, Evidence } from "../provider.ts";

type Point = readonly [point: string, evidence: Evidence, source: string, reading?: string];

const sendSms = "MPG_Send_SMS 01r33";
const sendSimple = "MPG_SendSimple_SMS v_2_00";
const statusVoice = "MPG_Status_Voice v_3_00";
const traffic = "recorded traffic";
const clients = "clients that ran against the service";
const notSaid = "the documents do not say";

const points: readonly Point[] = [
  ["MPG_Send_SMS on /Service.asmx, namespace http://www.mpgateway.com/", "documented", `${sendSms}, SOAP 1.1 and 1.2`],
  [
    "MPG_SendSimple_SMS on /sms/v_2_00/service.asmx, namespace PWGateway",
    "documented",
    `${sendSimple}, SOAP 1.1 and 1.2`,
  ],
  [
    "MPG_Status_Voice on /voice/v_3_00/service.asmx, namespace PWGatewayVoice",
    "documented",
    `${statusVoice}, SOAP 1.1 and 1.2`,
  ],
  ["paths are taken in any case, as IIS does", "observed", "ASP.NET .asmx behaviour (recorded)"],
  [
    "the help pages carry the documents' text; the test form is for the local machine only",
    "documented",
    `${sendSms}, Test`,
    "clients",
  ],
  [
    "services are called MPGateway, PWGatewaySMS and PWGatewayVoice, each with ports for SOAP 1.1 and 1.2",
    "observed",
    "saved WSDLs",
  ],
  ["HTTP GET and POST bindings are off", "documented", `${sendSms}: the test form is not offered`, "httpBindings"],
  ["faults and errors carry messages, not stacks", "observed", "ASP.NET .asmx behaviour (recorded)", "customErrors"],
  ["an error is the bare three-character code with HTTP 200", "observed", traffic],
  ["success is exactly 000", "documented", `${sendSms}, Tipos de Retorno`],
  ["an unknown Credencial answers 001 whatever else is wrong", "observed", traffic],
  [
    "the order of the other checks of 01r33: 900, 002, 003, 004, 005, 006, 012, 007, 013, 008, 009, 017",
    "assumed",
    notSaid,
  ],
  ["the order of the checks of v_2_00: 001, 010, 005, 015, 016, 012, 018, 017, 013, 008, 009", "assumed", notSaid],
  [
    "Credencial has 20 characters in 01r33 and 40 in v_2_00 and v_3_00, Token 6",
    "documented",
    "each document, Parâmetros",
  ],
  [
    "Principal_User that is not the account's: 003 where it is a CPF or CNPJ by its form, else 002",
    "assumed",
    `${sendSms} names both codes`,
    "otherPrincipalUser",
  ],
  ["Aux_User is obligatory for a centralizing company (004)", "documented", `${sendSms}, 004`],
  ["Aux_User has at most 20 characters; the voice service cuts what is longer", "observed", clients],
  ["Aux_User over 20 characters is 004 in 01r33", "assumed", notSaid],
  [
    "Mobile with +, parentheses, dashes and blanks, or digits alone, country first",
    "observed",
    `${clients}; ${sendSms}, Mobile`,
  ],
  ["a DDD with its trunk 0 is taken", "assumed", notSaid],
  [
    "a Mobile of ten or eleven digits without country is read as a foreign number",
    "assumed",
    notSaid,
    "withoutCountry",
  ],
  [
    "Brazil's numbering plan decides 012 and 016; ten digits get their ninth",
    "assumed",
    "Anatel's plan; the documents name the codes",
  ],
  [
    "other countries than Brazil answer 006 and 015 unless the account has them",
    "assumed",
    `${sendSms}, 006; ${sendSimple}, 015`,
  ],
  ["017 and 018 of v_2_00 by the account's operators and black list", "documented", `${sendSimple}, Tipos de Retorno`],
  ["017 of 01r33: the number is on the account's list of cancelled deliveries", "assumed", `${sendSms}, 017`],
  [
    "Send_Project S, Y or N in either case; with S and Y the text is the project's name, a colon and the message",
    "documented",
    `${sendSms}, Send_Project`,
  ],
  ["142 characters in 01r33, the project's name counted", "documented", `${sendSms}, 008`],
  ["v_2_00: 160 characters for Brazil", "observed", clients],
  ["v_2_00: 160 characters for every other country", "assumed", `${sendSimple}: "Tamanho máximo por país"`],
  ["v_2_00: Aux_User is always MPG_SendSimple_SMS, no project's name", "documented", `${sendSimple}, Observação`],
  ["an SMS costs a credit for each part on the air", "assumed", notSaid, "cost"],
  [
    "010, 011 and 018 of 01r33: the send is accepted, the warning of minimum stock is not sent",
    "assumed",
    `${sendSms} names the codes`,
  ],
  ["the warning goes out once, when the balance falls below the threshold, and costs nothing", "assumed", notSaid],
  ["014, 015 and 016 of 01r33 by scenario only: they belong to version 02r00", "documented", `${sendSms}, 014-016`],
  ["800-880, 990-999, 800-899, 901-999 by scenario only", "documented", "each document, Tipos de Retorno"],
  ["900 of 01r33 for an account that is not enabled", "assumed", `${sendSms}, 900`],
  ["010 of v_2_00 for an account that is not enabled", "documented", `${sendSimple}, 010`],
  ["ids are MPG and 12 digits, with - and 8 digits behind them accepted", "observed", traffic],
  ["MPG_Credits of 01r33 and v_2_00 beside the documented operations", "observed", clients, "siblings"],
  [
    "MPG_Credits: decimal result, -1 beside an error; Status and v_st_Status by reference",
    "observed",
    "WSDL proxies of clients",
  ],
  [
    "MPG_Credits of 01r33 has a decimal result with two decimals",
    "assumed",
    "as in v_2_00 and in the family's HTTP form",
    "creditDecimals",
  ],
  ["MPG_Credits of v_2_00 takes a Credencial of 20 or 40 characters", "observed", clients],
  [
    "MPG_Query01 of 01r33: parameters, Status_Code 1, 0 and 2, 30 days, empty XML beside an error",
    "observed",
    clients,
    "siblings",
  ],
  [
    "MPG_Query01: the XML is a string whose elements are ours (NewDataSet, Table, …), at most 1,000 rows",
    "assumed",
    "the names are unknown; a string in v_3_00",
  ],
  [
    "MPG_SendandFollowUp_Voice: parameters, two voices, 300 characters, landlines, 000:<IDMSG>",
    "observed",
    clients,
    "siblings",
  ],
  [
    "MPG_SendandFollowUp_Voice: its codes are those of v_2_00 and of MPG_Status_Voice; 007 for another Voice",
    "assumed",
    "its table is not in our documents",
  ],
  ["MPG_SendandFollowUp_Voice: a call costs one credit", "assumed", notSaid],
  [
    "MPG_Status_Voice: 001, 019, 022, 023, 024 and the five ends of a call",
    "documented",
    `${statusVoice}, Tipos de Retorno and Tipos de Status`,
  ],
  ["MPG_Status_Voice: 022 for an account flagged notFound, 023 for an IDMSG over 40 characters", "assumed", notSaid],
  ["the SIP codes of ends that a life names in our words, and the seconds of a call", "assumed", "RFC 3261; not said"],
  ["no callbacks and no inbounds", "documented", "the documents have none"],
];

/** What is built of MobilePronto's documents and why we believe it, in their order. */
export const coverage: readonly Coverage[] = points.map(([point, evidence, source, reading]) => ({
  point,
  evidence,
  source,
  ...(reading === undefined ? {} : { reading }),
}));

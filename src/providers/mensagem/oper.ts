// /sms/oper: codes of the operators ("Consultar Código das Operadoras"), its header line first.

import { operators } from "../../core/operators.ts";
import { consulta } from "./consulta.ts";
import { oper } from "./vocabulary.ts";

const header = "CODIGO DA OPERADORA;NOME DA OPERADORA";

/** The records of the document's example. */
const fixed = [
  ["55101", "TELECALL"],
  ["55102", "LIFE TELECOM"],
  ["55104", "BAYDENET"],
  ["55105", "T.P.A"],
  ["55106", "AMERICA NET"],
  ["55108", "GLOBAL OSI"],
  ["55109", "MAHA-TEL TELECOM"],
  ["55110", "ENCANTO"],
  ["55111", "SUPERTV"],
  ["55112", "ALGAR"],
  ["55113", "FONAR"],
  ["55114", "OI"],
  ["55115", "VIVO"],
  ["55117", "TRANSIT"],
  ["55118", "VIVO"],
] as const;

const records = [
  header,
  ...fixed.map(([code, name]) => `${code};${name} - FIXO`),
  ...operators.map(({ code, name }) => `${code};${name} - MOVEL`),
];

export const operFunction = consulta(oper, () => ({ code: "NNNNN", records }));

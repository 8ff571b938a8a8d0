// Mistakes in octets that should have been a PDU, in both languages.

import { type Sentence, type SentenceValue, sentencesOf } from "../../core/sentences.ts";

export const decodeSentence = sentencesOf({
  "short-pdu": { en: "fewer than 16 octets", pt: "menos de 16 octetos" },
  "unknown-command": { en: "SMPP 3.4 has no such command_id", pt: "o SMPP 3.4 não tem esse command_id" },
  "length-differs": {
    en: "command_length is not the number of octets",
    pt: "command_length não é o número de octetos",
  },
  "impossible-length": { en: "command_length: {length} cannot be", pt: "command_length: {length} não é possível" },
  field: { en: "{field}: {mistake}", pt: "{field}: {mistake}" },
});

/** Mistakes of one field or optional parameter. */
export const fieldMistake = sentencesOf({
  "left-over": { en: "{count} octets left over", pt: "{count} octetos a mais" },
  "beyond-pdu": { en: "its length goes beyond the PDU", pt: "o tamanho passa do fim da PDU" },
  "tlv-length": { en: "{count} octets instead of {min}..{max}", pt: "{count} octetos em vez de {min}..{max}" },
  range: { en: "{value} is not within {min}..{max}", pt: "{value} não está em {min}..{max}" },
  "early-nul": { en: "a C-octet string ends with its only NUL", pt: "uma C-octet string termina com o seu único NUL" },
  "body-ends": { en: "the body ends before it", pt: "o corpo termina antes dele" },
  "nul-missing": { en: "the body ends before its NUL", pt: "o corpo termina antes do NUL" },
  "no-nul": { en: "no NUL within its {max} octets", pt: "nenhum NUL nos seus {max} octetos" },
  "time-length": {
    en: "{count} characters instead of none or 16",
    pt: "{count} caracteres em vez de nenhum ou 16",
  },
  "over-254": { en: "{length} is over 254", pt: "{length} passa de 254" },
  "message-ends": {
    en: "sm_length announces {length} octets, the body ends before",
    pt: "sm_length anuncia {length} octetos, o corpo termina antes",
  },
  "wrong-flag": { en: "{flag} is neither 1 nor 2", pt: "{flag} não é 1 nem 2" },
});

/** The mistake behind the name of its field. */
export function inField(field: string, mistake: SentenceValue): Sentence {
  return decodeSentence("field", { field, mistake });
}

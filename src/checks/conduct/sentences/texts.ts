// Sentences of rules about texts.

import type { RuleSentences } from "./rule-sentences.ts";

export const textSentences: Readonly<Record<string, RuleSentences>> = {
  TC701: {
    name: { en: "UCS-2 without need", pt: "UCS-2 sem necessidade" },
    why: {
      en: "UCS-2 has 70 characters a part, and GSM 7-bit has 160.",
      pt: "UCS-2 tem 70 caracteres por parte, e GSM 7-bit tem 160.",
    },
    remedy: {
      en: "Send texts that fit GSM 7-bit with data_coding 0.",
      pt: "Envie textos que cabem em GSM 7-bit com data_coding 0.",
    },
    run: "",
    test: { en: "sends a long text by SMPP", pt: "envia um texto longo por SMPP" },
  },
  TC702: {
    name: { en: "accents lost", pt: "acentos perdidos" },
    why: {
      en: "The recipient reads question marks or pairs of signs.",
      pt: "O destinatário lê interrogações ou pares de sinais.",
    },
    remedy: {
      en: "Write requests in the charset that they name, for the most part UTF-8.",
      pt: "Escreva as requisições na codificação que elas declaram, em geral UTF-8.",
    },
    run: "",
    test: { en: "sends a text with accents", pt: "envia um texto com acentos" },
  },
  TC704: {
    name: { en: "one character forces UCS-2", pt: "um caractere obriga a UCS-2" },
    why: {
      en: "A typographic quote or dash makes the message cost more parts.",
      pt: "Uma aspa ou um travessão tipográfico encarece a mensagem em partes.",
    },
    remedy: {
      en: "Replace typographic quotes, dashes and dots by their plain forms.",
      pt: "Troque aspas, travessões e reticências tipográficos pelas formas simples.",
    },
    run: "",
    test: {
      en: "sends a text with a character outside GSM 7-bit",
      pt: "envia um texto com um caractere fora de GSM 7-bit",
    },
  },
  TC705: {
    name: { en: "same length refusal again and again", pt: "a mesma recusa de tamanho, sempre" },
    why: {
      en: "Nobody shortens the texts, and each of them is refused.",
      pt: "Ninguém encurta os textos, e cada um é recusado.",
    },
    remedy: {
      en: "Count characters as the provider does, and shorten or split the text before you send.",
      pt: "Conte os caracteres como o provedor e encurte ou divida o texto antes de enviar.",
    },
    run: "",
    test: { en: "sends a text that is too long", pt: "envia um texto longo demais" },
  },
};

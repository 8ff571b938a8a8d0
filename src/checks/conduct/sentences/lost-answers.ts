// Sentences of rules about lost answers and ids.

import type { RuleSentences } from "./rule-sentences.ts";

export const lostAnswerSentences: Readonly<Record<string, RuleSentences>> = {
  TC201: {
    name: { en: "sent twice after a lost answer", pt: "enviou duas vezes após uma resposta perdida" },
    why: {
      en: "The first message was accepted: the recipient gets two, and both cost credits.",
      pt: "A primeira mensagem foi aceita: o destinatário recebe duas, e ambas gastam créditos.",
    },
    remedy: {
      en: "Ask for the status, or wait for the report, before you send again; or give each message an id of its own.",
      pt: "Consulte o status ou espere o DLR antes de enviar de novo; ou dê a cada mensagem um id próprio.",
    },
    run: "--scenario answer-lost",
    test: { en: "sends once to a number", pt: "envia uma vez a um número" },
  },
  TC203: {
    name: { en: "id used for two texts", pt: "um id para dois textos" },
    why: {
      en: "Reports and status requests cannot tell the messages apart.",
      pt: "DLRs e consultas não distinguem as mensagens.",
    },
    remedy: {
      en: "Give each message an id of its own.",
      pt: "Dê a cada mensagem um id próprio.",
    },
    run: "",
    test: {
      en: "sends messages with ids by Sophia or Mensagem",
      pt: "envia mensagens com ids pela Sophia ou pela Mensagem",
    },
  },
  TC204: {
    name: { en: "took a used id for a failure", pt: "tratou um id já utilizado como falha" },
    why: {
      en: "ID JA UTILIZADO after a lost answer says that the first send was accepted.",
      pt: "ID JA UTILIZADO após uma resposta perdida diz que o primeiro envio foi aceito.",
    },
    remedy: {
      en: "Take the answer for the success of the first send.",
      pt: "Trate a resposta como sucesso do primeiro envio.",
    },
    run: "--scenario answer-lost",
    test: {
      en: "sends with an id by Sophia, and again after the lost answer",
      pt: "envia com um id pela Sophia, e de novo após a resposta perdida",
    },
  },
  TC205: {
    name: { en: "sent again while held", pt: "enviou de novo uma mensagem retida" },
    why: {
      en: "A held message is sent once it is released: the recipient gets two.",
      pt: "Uma mensagem retida sai quando é liberada: o destinatário recebe duas.",
    },
    remedy: {
      en: "Wait for the report of the held message.",
      pt: "Espere o DLR da mensagem retida.",
    },
    run: "--scenario antifraud",
    test: { en: "sends a text with a link by Mensagem", pt: "envia um texto com link pela Mensagem" },
  },
  TC301: {
    name: { en: "asked for an id that was never given", pt: "consultou um id que nunca existiu" },
    why: {
      en: "The status of the message stays unknown.",
      pt: "O status da mensagem continua desconhecido.",
    },
    remedy: {
      en: "Store the id of each answer, and ask for that id.",
      pt: "Guarde o id de cada resposta e consulte esse id.",
    },
    run: "",
    test: { en: "asks for the status of a message", pt: "consulta o status de uma mensagem" },
  },
  TC302: {
    name: { en: "id bent", pt: "id alterado" },
    why: {
      en: "Case, blanks, zeros and the form of numbers belong to the id.",
      pt: "Maiúsculas, espaços, zeros e a forma dos números fazem parte do id.",
    },
    remedy: {
      en: "Store the id as a text, octet by octet.",
      pt: "Guarde o id como texto, octeto por octeto.",
    },
    run: "--scenario smpp-message-id-hex-and-decimal",
    test: { en: "asks for the status of a message", pt: "consulta o status de uma mensagem" },
  },
};

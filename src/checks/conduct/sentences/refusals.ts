// Sentences of rules about refusals and retries.

import type { RuleSentences } from "./rule-sentences.ts";

export const refusalSentences: Readonly<Record<string, RuleSentences>> = {
  TC101: {
    name: { en: "retried a permanent refusal", pt: "repetiu uma recusa permanente" },
    why: {
      en: "The answer stays the same, and operators stop accounts that repeat refused requests.",
      pt: "A resposta não muda, e operadoras bloqueiam contas que repetem pedidos recusados.",
    },
    remedy: {
      en: "Mark the message as failed; send again only after a change of its text, number or account.",
      pt: "Marque a mensagem como falha; só envie de novo após mudar texto, número ou conta.",
    },
    run: "--scenario number-invalidated",
    test: { en: "sends twice to 11999990077 by Mensagem", pt: "envia duas vezes para 11999990077 pela Mensagem" },
  },
  TC102: {
    name: { en: "went on without credit", pt: "continuou sem crédito" },
    why: {
      en: "Each further request is refused until a top-up.",
      pt: "Cada pedido é recusado até a recarga.",
    },
    remedy: {
      en: "Stop sending after the first refusal for credit, tell a person, and go on after the top-up.",
      pt: "Pare na primeira recusa por crédito, avise uma pessoa e continue após a recarga.",
    },
    run: "--scenario credit-runs-out",
    test: { en: "sends more than two messages", pt: "envia mais de duas mensagens" },
  },
  TC103: {
    name: { en: "went on with wrong credentials", pt: "continuou com credenciais erradas" },
    why: {
      en: "Operators block addresses that repeat a wrong credential.",
      pt: "Operadoras bloqueiam endereços que repetem uma credencial errada.",
    },
    remedy: {
      en: "Stop at the first refusal of the account, and tell a person.",
      pt: "Pare na primeira recusa da conta e avise uma pessoa.",
    },
    run: "",
    test: { en: "sends with a wrong credential", pt: "envia com uma credencial errada" },
  },
  TC104: {
    name: { en: "no back-off", pt: "sem pausa crescente" },
    why: {
      en: "A gateway in trouble gets more load from each client that repeats at once.",
      pt: "Um gateway em dificuldade recebe mais carga de cada cliente que repete na hora.",
    },
    remedy: {
      en: "Wait 1 s, 2 s, 4 s and so on before each further attempt, at most 5 times.",
      pt: "Espere 1 s, 2 s, 4 s e assim por diante antes de cada tentativa, no máximo 5 vezes.",
    },
    run: "--scenario first-attempts-fail",
    test: { en: "sends by MobilePronto or Mensagem", pt: "envia pela MobilePronto ou pela Mensagem" },
  },
  TC105: {
    name: { en: "gave up at once", pt: "desistiu na hora" },
    why: {
      en: "The refusal was temporary: the message would have been accepted later.",
      pt: "A recusa era temporária: a mensagem seria aceita mais tarde.",
    },
    remedy: {
      en: "Send the message again after a pause that grows.",
      pt: "Envie a mensagem de novo após uma pausa crescente.",
    },
    run: "--scenario first-attempts-fail",
    test: {
      en: "sends by MobilePronto or Mensagem, and goes on with other messages for a minute",
      pt: "envia pela MobilePronto ou pela Mensagem e continua com outras mensagens por um minuto",
    },
  },
  TC106: {
    name: { en: "never gives up", pt: "nunca desiste" },
    why: {
      en: "A message that nobody waits for any more fills queues and costs credits.",
      pt: "Uma mensagem que ninguém mais espera enche filas e gasta créditos.",
    },
    remedy: {
      en: "Give up after about 5 attempts, and tell a person.",
      pt: "Desista após umas 5 tentativas e avise uma pessoa.",
    },
    run: "",
    test: {
      en: "sends to 11900000094 by Mensagem 20 times or more",
      pt: "envia para 11900000094 pela Mensagem 20 vezes ou mais",
    },
  },
  TC108: {
    name: { en: "ignored throttling", pt: "ignorou a limitação" },
    why: {
      en: "Operators close sessions and block accounts that go on after a throttled request.",
      pt: "Operadoras fecham sessões e bloqueiam contas que continuam após um pedido limitado.",
    },
    remedy: {
      en: "Pause the whole queue for a second, then go on more slowly and in order.",
      pt: "Pause a fila inteira por um segundo e continue mais devagar, na ordem.",
    },
    run: "--scenario smpp-throttled",
    test: {
      en: "sends 50 submit_sm, and the throttled ones again",
      pt: "envia 50 submit_sm, e de novo os limitados",
    },
  },
  TC110: {
    name: { en: "came before Retry-After", pt: "voltou antes de Retry-After" },
    why: {
      en: "The answer names the time of the next attempt.",
      pt: "A resposta diz a hora da próxima tentativa.",
    },
    remedy: {
      en: "Read the header Retry-After, and wait for so long after the end of the answer.",
      pt: "Leia o cabeçalho Retry-After e espere esse tempo após o fim da resposta.",
    },
    run: "--scenario slow-down-in-json",
    test: { en: "sends three times by Sophia", pt: "envia três vezes pela Sophia" },
  },
};

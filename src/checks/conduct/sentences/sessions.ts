// Sentences of rules about SMPP sessions.

import type { RuleSentences } from "./rule-sentences.ts";

export const sessionSentences: Readonly<Record<string, RuleSentences>> = {
  TC601: {
    name: { en: "reconnect storm", pt: "tempestade de reconexões" },
    why: {
      en: "Operators block addresses that connect again at once.",
      pt: "Operadoras bloqueiam endereços que reconectam na hora.",
    },
    remedy: {
      en: "Wait a second before the next bind, then longer after each failure.",
      pt: "Espere um segundo antes do próximo bind, e mais após cada falha.",
    },
    run: "--scenario smpp-unbound-by-the-server",
    test: { en: "sends five submit_sm", pt: "envia cinco submit_sm" },
  },
  TC602: {
    name: { en: "binds again with a refused password", pt: "repete o bind com senha recusada" },
    why: {
      en: "The password stays wrong, and operators block the address.",
      pt: "A senha continua errada, e operadoras bloqueiam o endereço.",
    },
    remedy: {
      en: "Stop after the first refusal of system_id or password, and tell a person.",
      pt: "Pare na primeira recusa de system_id ou password e avise uma pessoa.",
    },
    run: "",
    test: { en: "binds with a wrong password", pt: "faz bind com uma senha errada" },
  },
  TC603: {
    name: { en: "never sent enquire_link", pt: "nunca enviou enquire_link" },
    why: {
      en: "A connection that died is noticed at the next message only.",
      pt: "Uma conexão morta só é notada na mensagem seguinte.",
    },
    remedy: {
      en: "Send an enquire_link after 30 to 60 s without traffic.",
      pt: "Envie um enquire_link após 30 a 60 s sem tráfego.",
    },
    run: "",
    test: {
      en: "keeps a session bound for two minutes without a message",
      pt: "mantém uma sessão por dois minutos sem mensagem",
    },
  },
  TC604: {
    name: { en: "enquire_link unanswered", pt: "enquire_link sem resposta" },
    why: {
      en: "The server ends a session whose client does not answer.",
      pt: "O servidor encerra a sessão de um cliente que não responde.",
    },
    remedy: {
      en: "Answer each enquire_link with enquire_link_resp.",
      pt: "Responda cada enquire_link com enquire_link_resp.",
    },
    run: "",
    test: {
      en: "keeps a session bound until the emulator sends enquire_link",
      pt: "mantém uma sessão até o emulador enviar enquire_link",
    },
  },
  TC605: {
    name: { en: "window overrun", pt: "janela excedida" },
    why: {
      en: "Requests beyond the window are refused or wait unread.",
      pt: "Pedidos além da janela são recusados ou esperam sem ser lidos.",
    },
    remedy: {
      en: "Wait for a response once as many requests are in flight as the window allows.",
      pt: "Espere uma resposta quando houver tantos pedidos em aberto quanto a janela permite.",
    },
    run: "--scenario slow-past-the-time-out",
    test: { en: "sends 50 submit_sm", pt: "envia 50 submit_sm" },
  },
  TC606: {
    name: { en: "slow deliver_sm_resp", pt: "deliver_sm_resp lento" },
    why: {
      en: "The server sends no further reports while its window is full.",
      pt: "O servidor não envia mais DLRs com a janela cheia.",
    },
    remedy: {
      en: "Store the deliver_sm, answer at once, and work on it later.",
      pt: "Guarde o deliver_sm, responda na hora e trate-o depois.",
    },
    run: "",
    test: {
      en: "asks for receipts of five submit_sm, and stays bound until they come",
      pt: "pede recibos de cinco submit_sm e continua conectado até eles virem",
    },
  },
  TC607: {
    name: { en: "left without unbind", pt: "saiu sem unbind" },
    why: {
      en: "The server keeps the session until its time-out, and may refuse the next bind.",
      pt: "O servidor mantém a sessão até o tempo limite e pode recusar o próximo bind.",
    },
    remedy: {
      en: "Send unbind, and wait for its response, before you close the connection.",
      pt: "Envie unbind e espere a resposta antes de fechar a conexão.",
    },
    run: "",
    test: { en: "binds and ends the session", pt: "faz bind e encerra a sessão" },
  },
  TC608: {
    name: { en: "responses with a wrong sequence", pt: "respostas com sequência errada" },
    why: {
      en: "The server cannot match the response, and sends the request again.",
      pt: "O servidor não reconhece a resposta e envia o pedido de novo.",
    },
    remedy: {
      en: "Copy sequence_number from the request, and answer deliver_sm with deliver_sm_resp.",
      pt: "Copie sequence_number do pedido e responda deliver_sm com deliver_sm_resp.",
    },
    run: "",
    test: {
      en: "asks for a receipt of a submit_sm, and stays bound until it comes",
      pt: "pede um recibo de um submit_sm e continua conectado até ele vir",
    },
  },
  TC609: {
    name: { en: "data_coding does not fit the octets", pt: "data_coding não combina com os octetos" },
    why: {
      en: "The phone shows other characters.",
      pt: "O telefone mostra outros caracteres.",
    },
    remedy: {
      en: "Encode the text as data_coding names it: 0 is GSM 7-bit in octets, 8 is UCS-2 in big endian.",
      pt: "Codifique o texto como data_coding diz: 0 é GSM 7-bit em octetos, 8 é UCS-2 em big endian.",
    },
    run: "",
    test: { en: "sends a text with accents by SMPP", pt: "envia um texto com acentos por SMPP" },
  },
  TC610: {
    name: { en: "TON and NPI other than the document's", pt: "TON e NPI diferentes do documento" },
    why: {
      en: "The document wants TON 1 and NPI 1 of the source.",
      pt: "O documento pede TON 1 e NPI 1 na origem.",
    },
    remedy: {
      en: "Set source_addr_ton and source_addr_npi to 1.",
      pt: "Use 1 em source_addr_ton e source_addr_npi.",
    },
    run: "",
    test: { en: "sends by SMPP", pt: "envia por SMPP" },
  },
  TC611: {
    name: { en: "reference number used again", pt: "número de referência repetido" },
    why: {
      en: "Phones join segments of two texts with one reference.",
      pt: "Telefones juntam segmentos de dois textos com a mesma referência.",
    },
    remedy: {
      en: "Count the reference up with each long text.",
      pt: "Aumente a referência a cada texto longo.",
    },
    run: "",
    test: { en: "sends two long texts to a number by SMPP", pt: "envia dois textos longos a um número por SMPP" },
  },
  TC612: {
    name: { en: "cut inside a character", pt: "corte dentro de um caractere" },
    why: {
      en: "The phone shows a wrong character at the joint.",
      pt: "O telefone mostra um caractere errado na junção.",
    },
    remedy: {
      en: "Cut before an escape, a surrogate pair or an octet sequence, never inside.",
      pt: "Corte antes de um escape, de um par substituto ou de uma sequência, nunca dentro.",
    },
    run: "",
    test: { en: "sends a long text with € or emoji by SMPP", pt: "envia por SMPP um texto longo com € ou emoji" },
  },
};

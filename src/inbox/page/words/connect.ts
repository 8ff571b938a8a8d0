// Words of the first steps. `{name}` stands for a value.

export const connectWords = {
  listeners: { en: "Listeners", pt: "Canais" },
  address: { en: "Address", pt: "Endereço" },
  "address-and-credentials": { en: "Address and credentials", pt: "Endereço e credenciais" },
  "send-one": { en: "Send one SMS", pt: "Enviar um SMS" },
  language: { en: "Language", pt: "Linguagem" },
  "http-proxy": {
    en: "A client with the provider's host built in",
    pt: "Um cliente com o endereço do provedor embutido",
  },
  "http-proxy-text": {
    en: "No change is needed: with this proxy the client's requests arrive here and are answered by their path.",
    pt: "Não é preciso mudar nada: com este proxy, as requisições do cliente chegam aqui e são respondidas pelo caminho.",
  },
  "your-client": { en: "your-client", pt: "seu-cliente" },
  "new-sandbox": { en: "A sandbox of your own", pt: "Um sandbox só seu" },
  "new-sandbox-text": {
    en: "An isolated sandbox with its own credentials, messages, scenario and clock.",
    pt: "Um sandbox isolado, com credenciais, mensagens, cenário e relógio próprios.",
  },
  "sandbox-name": { en: "Name", pt: "Nome" },
  create: { en: "Create", pt: "Criar" },
} as const;

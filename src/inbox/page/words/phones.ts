// Words of phones and their conversations. `{name}` stands for a value.

export const phoneWords = {
  "phones-hint": {
    en: "Choose a phone to read its conversation and to reply from it.",
    pt: "Escolha um telefone para ler a conversa e responder por ele.",
  },
  "phone-search": { en: "Find or enter a number", pt: "Buscar ou digitar um número" },
  "phone-enter": {
    en: "Press Enter to open this number and send from it.",
    pt: "Tecle Enter para abrir este número e enviar por ele.",
  },
  "no-phones": { en: "No phone yet", pt: "Nenhum telefone ainda" },
  "no-such-phone": { en: "No phone with these digits", pt: "Nenhum telefone com estes dígitos" },
  "no-phones-text": {
    en: "A phone appears when it is written to. Enter a number to let one write first.",
    pt: "Um telefone aparece quando recebe algo. Digite um número para que ele escreva primeiro.",
  },
  "from-phone": { en: "from the phone", pt: "do telefone" },
  conversation: { en: "Conversation", pt: "Conversa" },
  "last-message": { en: "The last message to this phone:", pt: "A última mensagem para este telefone:" },
  "no-turns": {
    en: "Nothing was sent to this phone yet. It can write first.",
    pt: "Nada foi enviado a este telefone ainda. Ele pode escrever primeiro.",
  },
  "to-account": { en: "to {account}", pt: "para {account}" },
  fetched: { en: "fetched", pt: "buscada" },
  "reply-text": { en: "Reply from this phone", pt: "Responder por este telefone" },
  "reply-to": { en: "Reply to", pt: "Responder a" },
  "any-provider": { en: "any provider", pt: "qualquer provedor" },
  send: { en: "Send", pt: "Enviar" },
} as const;

// Words of scenarios. `{name}` stands for a value.

export const scenarioWords = {
  "tab-active": { en: "Active", pt: "Ativo" },
  "tab-edit": { en: "Edit", pt: "Editar" },
  "tab-shipped": { en: "Shipped", pt: "Prontos" },
  "tab-test-numbers": { en: "Test numbers", pt: "Números de teste" },
  "put-resets": {
    en: "{reason}\n\nReset sandbox {sandbox} now? All of its messages, requests and callbacks go.",
    pt: "{reason}\n\nRedefinir o sandbox {sandbox} agora? Todas as mensagens, requisições e callbacks somem.",
  },
  "no-scenario": { en: "No active scenario", pt: "Nenhum cenário ativo" },
  "no-scenario-text": {
    en: "Every provider behaves by its default. A scenario changes that.",
    pt: "Cada provedor se comporta no padrão. Um cenário muda isso.",
  },
  "no-scenario-shipped": { en: "Load a shipped one", pt: "Carregar um pronto" },
  "no-scenario-edit": { en: "Write one", pt: "Escrever um" },
  "take-off": { en: "Deactivate", pt: "Desativar" },
  uses: { en: "used {count} times", pt: "usada {count} vezes" },
  variables: { en: "Variables", pt: "Variáveis" },
  "near-misses": { en: "Near misses", pt: "Quase usadas" },
  "no-near-misses": {
    en: "No request came close to a rule without matching it.",
    pt: "Nenhuma requisição chegou perto de uma regra sem casar com ela.",
  },
  seed: { en: "Seed", pt: "Semente" },
  "seed-text": {
    en: "Random choices and ids follow from the seed: the same seed repeats the same run.",
    pt: "Todo acaso e todos os ids vêm da semente: a mesma semente repete a mesma execução.",
  },
  "set-seed": { en: "Set", pt: "Definir" },
  load: { en: "Load", pt: "Carregar" },
  "load-what": { en: "Load {what}", pt: "Carregar {what}" },
  "search-shipped": { en: "Search shipped scenarios", pt: "Buscar nos cenários prontos" },
  "test-numbers-text": {
    en: "These numbers reach every outcome without a scenario. Copy one and send to it.",
    pt: "Estes números alcançam qualquer desfecho sem cenário. Copie um e envie para ele.",
  },
  "search-numbers": { en: "Search numbers and outcomes", pt: "Buscar números e desfechos" },
  "test-numbers-lives": { en: "Outcome of the message", pt: "Desfecho da mensagem" },
  "test-numbers-replies": { en: "Reply of the phone", pt: "Resposta do telefone" },
  "test-numbers-codes": { en: "Code of the response", pt: "Código da resposta" },
  "what-happens": { en: "Outcome", pt: "Desfecho" },
  editor: { en: "Scenario text", pt: "Texto do cenário" },
  "edit-text": {
    en: "Ctrl-Space completes. Errors are marked in place; the active scenario stays until the text is valid.",
    pt: "Ctrl-Espaço completa. O erro aparece onde está; o cenário ativo fica até o texto estar certo.",
  },
  "put-on": { en: "Activate", pt: "Ativar" },
  taken: { en: "Active", pt: "Ativo" },
  "what-is-wrong": { en: "Errors", pt: "Erros" },
  line: { en: "line {line}, column {column}", pt: "linha {line}, coluna {column}" },
} as const;

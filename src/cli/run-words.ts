// Sentences about the end of a run.

import { sentencesOf } from "../core/sentences.ts";

export const say = sentencesOf({
  interrupted: { en: "the run was interrupted", pt: "a execução foi interrompida" },
  "ended-after": { en: "was ended after {duration}", pt: "foi encerrado depois de {duration}" },
  ending: { en: "{command} {how}", pt: "{command} {how}" },
  run: { en: "{ending}; sandbox {sandbox} has {counts}", pt: "{ending}; o sandbox {sandbox} tem {counts}" },
  "no-request": {
    en: "no request came: does the command read TORPEDO_URL? --env NAME={template} gives it other names, --as-proxy a proxy",
    pt: "nenhuma requisição veio: o comando lê TORPEDO_URL? --env NOME={template} lhe dá outros nomes, --as-proxy um proxy",
  },
  strays: {
    en: "{requests} came with credentials of another sandbox than {sandbox}: give the command those of its variables (torpedo run -- env lists them), or the emulator yours by --accounts",
    pt: "{requests} com credenciais de outro sandbox que não {sandbox}: dê ao comando as das suas variáveis (torpedo run -- env as lista), ou ao emulador as suas com --accounts",
  },
});

// Sentences about parts of a scenario: their names, and why they were not used.

import { sentencesOf } from "../../core/sentences.ts";

export const say = sentencesOf({
  rule: { en: 'rule "{title}"', pt: 'regra "{title}"' },
  part: { en: "{part} of {rule}", pt: "{part} da {rule}" },
  step: { en: "step {kind}", pt: "passo {kind}" },
  turn: { en: "turn {turn}", pt: "vez {turn}" },
  key: { en: "key {key}", pt: "chave {key}" },
  entry: { en: "timeline {at}", pt: "linha do tempo {at}" },
  "should-not-match": { en: "no request should match it", pt: "nenhuma requisição deveria casar com ela" },
  "never-matched": { en: "the rule never matched", pt: "a regra nunca casou" },
  "other-taken": { en: "another turn or branch was taken", pt: "outra vez ou outro ramo foi tomado" },
  "none-passed": { en: "no request passed its {key}", pt: "nenhuma requisição passou pelo seu {key}" },
  "none-kept": { en: "{key} never kept a request from it", pt: "{key} nunca afastou dela uma requisição" },
  nearest: {
    en: "request {request} came nearest: {failure}",
    pt: "a requisição {request} chegou mais perto: {failure}",
  },
  "not-drawn": {
    en: "its chance took none of {requests}: raise the chance, or send more",
    pt: "a sua probabilidade não pegou nenhuma de {requests}: aumente a probabilidade, ou envie mais",
  },
  "none-fitted": { en: "no request fitted it", pt: "nenhuma requisição serviu" },
  "no-operation": { en: "no request was of its operation", pt: "nenhuma requisição era da sua operação" },
  "no-provider": { en: "no request was to its provider", pt: "nenhuma requisição era ao seu provedor" },
  "none-came": { en: "no request came to it", pt: "nenhuma requisição chegou a ela" },
});

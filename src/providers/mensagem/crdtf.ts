// /sms/crdtf: credits, by one of three distributions ("Consultar Créditos").

import type { Account } from "../../core/account.ts";
import { sucesso } from "./codes.ts";
import { consulta } from "./consulta.ts";
import { detailsOf } from "./details.ts";
import { crdtf } from "./vocabulary.ts";

export const crdtfFunction = consulta(crdtf, ({ account }) => {
  const { distribution } = detailsOf(account);
  const start = [sucesso.code, account.prepaid ? 1 : 0, distribution];
  const records =
    distribution === 0
      ? [[...start, 0, ...amounts(account, "")]]
      : shares(account, distribution).map((id) => {
          const owner = distribution === 1 ? "user" : "centre";
          return [...start, id, ...amounts(account, `${owner}:${id}/`)];
        });
  return { code: sucesso.code, records: records.map((record) => `${record.join(";")};`) };
});

/** Long code, flash, short code. */
function amounts(account: Account, prefix: string): readonly number[] {
  return ["long", "flash", "short"].map((kind) => account.credits[`${prefix}${kind}`] ?? 0);
}

/** Ids of the users or cost centres, and of others that have a share. */
function shares(account: Account, distribution: 1 | 2): readonly string[] {
  const details = detailsOf(account);
  const ids = (distribution === 1 ? details.users : details.costCentres).map(({ id }) => String(id));
  const form = distribution === 1 ? /^user:(\d+)\// : /^centre:(\d+)\//;
  const shared = Object.keys(account.credits).flatMap((key) => form.exec(key)?.[1] ?? []);
  return [...new Set([...ids, ...shared])];
}

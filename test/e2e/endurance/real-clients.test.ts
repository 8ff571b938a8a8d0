// torpedo run --conduct on clients that nobody here wrote, under more scenarios than npm test has time for.

import { afterEach, expect, it } from "vitest";
import { isStrict } from "../../support/endurance/amount.ts";
import { have } from "../../support/programs.ts";
import { moreCases, type RealClientCase, receiverFile } from "../../support/real-clients/cases.ts";
import { conductedClient, judgedCase, runnable } from "../../support/real-clients/conducted-client.ts";
import { undoAll } from "../../support/sandboxed.ts";
import { takenPort } from "../../support/taken-port.ts";

afterEach(undoAll);

const isQuick = ({ scenario }: RealClientCase): boolean => isStrict || scenario !== "slow-past-the-time-out";
const cases = runnable(moreCases.filter(isQuick)).map((item) => [item.client, item.scenario, item] as const);

it.each(cases)("%s under %s", async (_, __, item) => {
  const { found: result, wanted, stderr } = await judgedCase(item);
  expect(result, stderr).toEqual(wanted);
});

it.skipIf(!have("php"))("PHP's web server takes reports three times each, and replies", async () => {
  const { port, free } = await takenPort();
  await free();
  const at = `http://127.0.0.1:${port}`;
  const send = `(async () => { for (let order = 1; order <= 6; order++)
    await fetch(process.env.TORPEDO_MENSAGEM_URL + "/sms/send?u=" + process.env.TORPEDO_MENSAGEM_USER
      + "&n=1199995000" + order + "&m=Pedido+" + order).then((answer) => answer.text()); })();`;
  const service = ["--service", `php -S 127.0.0.1:${port} ${receiverFile}`, "--ready", at];
  const callbacks = ["--callback", `dlr=${at}/dlr`, "--callback", `mo=${at}/mo`];
  const words = ["--scenario", "reports-duplicated", "--settle", "48h", ...service, ...callbacks];
  const { violated, kept, stderr } = await conductedClient([process.execPath, "-e", send], ...words);
  expect(violated, stderr).toEqual([]);
  expect(kept).toEqual(expect.arrayContaining(["TC401", "TC402", "TC403", "TC404", "TC406"]));
});

// A client of Mensagem's /sms/send for sweeps. With the argument `planted` it has six mistakes, marked below.

const planted = process.argv[2] === "planted";
const { TORPEDO_MENSAGEM_URL: url, TORPEDO_MENSAGEM_USER: user, TORPEDO_REPORT_URL: report } = process.env;
const to = "11999990001";

async function send() {
  // Mistake: no time limit.
  const limit = planted ? {} : { signal: AbortSignal.timeout(4_000) };
  try {
    const answer = await fetch(`${url}/sms/send?u=${user}&n=${to}&m=Pedido+7`, limit);
    return (await answer.text()).replace(/^\ufeff/, "");
  } catch {
    return null;
  }
}

async function say(outcome) {
  await fetch(report, { method: "POST", body: JSON.stringify({ to, outcome }) });
}

async function deliver() {
  for (let attempt = 1; ; attempt++) {
    const answer = await send();
    // Mistake: an answer that is lost is sent again, though it was accepted.
    if (answer === null && planted && attempt === 1) continue;
    const code = /^(\d+)(?:;|$)/.exec(answer ?? "")?.[1];
    switch (code) {
      case "1":
        return "sent";
      case "0":
      case "94":
        if (attempt === 4) return "failed";
        await new Promise((resolve) => setTimeout(resolve, 600 * attempt));
        continue;
      case "61":
        // Mistake: a held message is sent again.
        if (planted && attempt === 1) continue;
        return "held";
      case "97":
        // Mistake: taken for success.
        return planted ? "sent" : "refused";
      case "77":
      case "78":
      case "90":
        // Mistake: a blocked number is tried again.
        if (planted && attempt === 1) continue;
        return "blocked";
      case undefined:
        return "unknown";
      default:
        // Mistake: a code that nobody thought of ends the program.
        if (planted) throw new Error(`code ${code}`);
        return "unknown";
    }
  }
}

await say(await deliver());

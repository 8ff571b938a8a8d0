import type { Account } from "../core/account.ts";

export interface TryCommand {
  readonly title: string;
  /** One line for a POSIX shell. */
  readonly command: string;
}

type Addresses = Readonly<Record<string, string>>;

const namespace = "http://www.mpgateway.com/";

/** One command for each door that sends one SMS with the first account that fits it. */
export function tryCommands(doors: Addresses, accounts: readonly Account[]): TryCommand[] {
  const details = (provider: string, ...names: string[]): string[] | null => {
    for (const account of accounts) {
      if (account.provider !== provider) continue;
      const values = names.map((name) => account.details[name]).filter((value) => typeof value === "string");
      if (values.length === names.length) return values.map(shellSafe);
    }
    return null;
  };
  const commands: TryCommand[] = [];
  const pronto = details("mobilepronto", "credencial20", "principalUser");
  if (pronto !== null) {
    const fields = {
      Credencial: pronto[0],
      Principal_User: pronto[1],
      Aux_User: "LOJA",
      Mobile: "+55(11)999990001",
      Send_Project: "N",
      Message: "Oi",
    };
    const parameters = Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`);
    const envelope = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><MPG_Send_SMS xmlns="${namespace}">${parameters.join("")}</MPG_Send_SMS></s:Body></s:Envelope>`;
    const headers = `-H 'Content-Type: text/xml; charset=utf-8' -H 'SOAPAction: "${namespace}MPG_Send_SMS"'`;
    commands.push({
      title: "MobilePronto (SOAP)",
      command: `curl -s '${doors["http"]}/Service.asmx' ${headers} -d '${envelope}'`,
    });
  }
  const mensagem = details("mensagem", "integrationUser");
  if (mensagem !== null)
    commands.push({
      title: "Mensagem (HTTP)",
      command: `curl -s '${doors["mensagem"]}/sms/send?u=${mensagem[0]}&n=11999990001&m=Oi'`,
    });
  const sophia = details("sophia", "token");
  if (sophia !== null)
    commands.push({
      title: "Sophia (HTTP)",
      command: `curl -s '${doors["http"]}/api/unitario.php?token=${sophia[0]}&destino=11999990001&msg=Oi'`,
    });
  const smpp = details("mensagem", "integrationUser", "smppPassword");
  if (smpp !== null && doors["smpp"] !== "")
    commands.push({
      title: "Mensagem (SMPP)",
      command: `npx torpedo send smpp --url ${doors["smpp"]} --system-id ${smpp[0]} --password ${smpp[1]} --to 5511999990001 --text Oi`,
    });
  return commands;
}

/** Credentials of an accounts file may hold anything: only plain ones are put into a command line. */
function shellSafe(value: string): string {
  return /^[\w.@-]*$/.test(value) ? value : "CREDENTIAL";
}

// One SMS over SMPP in each language, with the client library most people take there.

import type { SmppExample } from "./doors.ts";
import type { CodeLanguage } from "./http-snippets.ts";

export function smppSnippet(language: CodeLanguage, { host, port, systemId, password }: SmppExample): string {
  switch (language) {
    case "curl":
      return `# SMPP is no HTTP; the emulator brings a client\nnpx torpedo send smpp --url ${host}:${port} \\\n  --system-id ${systemId} --password ${password} \\\n  --to 5511999990001 --text Oi`;
    case "PHP":
      return `<?php // composer require php-smpp/php-smpp
$service = new PhpSmpp\\Service\\Sender(
    ['${host}:${port}'], '${systemId}', '${password}'
);
echo $service->send('5511999990001', 'Oi', '28149');`;
    case "C#":
      return `// dotnet add package JamaaTech.Smpp.Net.Client
var client = new SmppClient();
client.Properties.Host = "${host}";
client.Properties.Port = ${port};
client.Properties.SystemID = "${systemId}";
client.Properties.Password = "${password}";
client.Start();
client.SendMessage(new TextMessage { DestinationAddress = "5511999990001", Text = "Oi" });`;
    case "Java":
      return `// org.jsmpp:jsmpp
var session = new SMPPSession();
session.connectAndBind("${host}", ${port}, new BindParameter(BindType.BIND_TRX,
    "${systemId}", "${password}", "", TypeOfNumber.UNKNOWN, NumberingPlanIndicator.UNKNOWN, null));
var sent = session.submitShortMessage("", TypeOfNumber.UNKNOWN, NumberingPlanIndicator.UNKNOWN, "28149",
    TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN, "5511999990001", new ESMClass(), (byte) 0, (byte) 0,
    null, null, new RegisteredDelivery(1), (byte) 0, new GeneralDataCoding(), (byte) 0, "Oi".getBytes());
System.out.println(sent.getMessageId());`;
    case "Python":
      return `# pip install smpplib
import smpplib.client
client = smpplib.client.Client("${host}", ${port})
client.connect()
client.bind_transceiver(system_id="${systemId}", password="${password}")
client.send_message(destination_addr="5511999990001", short_message=b"Oi", registered_delivery=True)
client.read_once()`;
    case "Node":
      return `// npm install smpp
import smpp from "smpp";
const session = smpp.connect({ url: "smpp://${host}:${port}" });
session.bind_transceiver({ system_id: "${systemId}", password: "${password}" }, () =>
  session.submit_sm(
    { destination_addr: "5511999990001", short_message: "Oi", registered_delivery: 1 },
    (answer) => console.log(answer.message_id),
  ),
);`;
  }
}

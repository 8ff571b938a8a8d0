import { national, normalise } from "../../core/address.ts";
import { getRequest, type HttpSample } from "../sample.ts";
import { credentials } from "./account.ts";

export const unitario: HttpSample = {
  by: "http",
  name: "sophia",
  protocol: "HTTP",
  summary: "unitario.php (HTTP)",
  operation: "unitario",
  field: "id=77",
  credentials: (account) => ({ token: credentials(account)[0]?.value ?? "" }),
  message: ({ to, text }) => ({ destino: national(normalise(to)), msg: text }),
  request: (fields) => getRequest("/api/unitario.php", fields),
  code: (answer) => /"status": ?"?(\w+)"?/.exec(answer)?.[1] ?? "",
};

// Schema of the accounts file, around the change of an account that the control API takes. Imported only when there is an
// accounts file: the schema library costs more than all else of this room.

import { z } from "zod";
import { accountChange } from "../api/schema/account.ts";
import { strict } from "../api/schema/common.ts";
import { accountKeyForm } from "../core/account.ts";

const key = z.string().regex(accountKeyForm, {
  error: "must be PROVIDER/NAME, whose name is letters, digits, dots and dashes, at most 64",
});
const sandbox = z.string().regex(/^[A-Za-z0-9][\w.-]{0,63}$/, {
  error: "must be letters, digits, dots and dashes, at most 64",
});
const accounts = z.record(key, accountChange);

export const accountsFile = strict({
  $schema: z.string().exactOptional().meta({ description: "JSON Schema of this file, for editors" }),
  accounts: accounts.default({}).meta({ description: "Accounts of the sandbox default, by PROVIDER/NAME" }),
  sandboxes: z.record(sandbox, accounts).default({}).meta({ description: "Accounts of other sandboxes, by its name" }),
});

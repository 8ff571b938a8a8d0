import { z } from "zod";
import { type AccountKey, accountKey } from "../core/account.ts";
import { account, advanced, clock, sandbox } from "./answers.ts";
import { type Operation, operation } from "./operation.ts";
import { advance, clockWish } from "./schemas.ts";
import { accountWish, newSandbox, sandboxWish } from "./wish-schemas.ts";

const one = "/sandboxes/{sandbox}";
const page = z.strictObject({
  after: z.string().exactOptional().meta({ description: "Only those after this name" }),
  limit: z.coerce.number<string>().int().min(1).max(1_000).default(100),
});

export const sandboxes: readonly Operation[] = [
  operation("GET /sandboxes", {
    id: "listSandboxes",
    summary: "The sandboxes, in the order of their making, with their accounts and credentials",
    query: page,
    answer: z.array(sandbox),
    run: ({ control, query }) => control.sandboxes(query),
  }),
  operation("POST /sandboxes", {
    id: "createSandbox",
    summary: "A new world, with an account of each provider whose credentials are its own",
    body: newSandbox,
    answer: sandbox,
    status: 201,
    run: ({ control, body: { name, ...options } }) => control.create(name, options),
  }),
  operation(`GET ${one}`, {
    id: "readSandbox",
    summary: "One sandbox: settings, clock, counts, accounts",
    answer: sandbox,
    run: ({ control, path }) => control.sandbox(path("sandbox")).info(),
  }),
  operation(`PATCH ${one}`, {
    id: "setSandbox",
    summary: "Seed, rehearsal numbers, limits, idle time",
    body: sandboxWish,
    answer: sandbox,
    run: ({ control, path, body }) => control.sandbox(path("sandbox")).set(body),
  }),
  operation(`DELETE ${one}`, {
    id: "removeSandbox",
    summary: "Ends a sandbox and all that is in it",
    async run({ control, path }) {
      await control.sandbox(path("sandbox")).remove();
      return undefined;
    },
  }),
  operation(`POST ${one}/reset`, {
    id: "resetSandbox",
    summary: "Nothing happened, nothing in flight; the scenario begins again and accounts are as they were made",
    answer: sandbox,
    run: ({ control, path }) => control.sandbox(path("sandbox")).reset(),
  }),
];

export const clocks: readonly Operation[] = [
  operation(`GET ${one}/clock`, {
    id: "readClock",
    summary: "Where the clock stands and what is due next",
    answer: clock,
    run: ({ control, path }) => control.sandbox(path("sandbox")).clock.read(),
  }),
  operation(`PUT ${one}/clock`, {
    id: "setClock",
    summary: "Another kind of clock: real, speeded or manual",
    body: clockWish,
    answer: clock,
    run: ({ control, path, body }) => control.sandbox(path("sandbox")).clock.set(body),
  }),
  operation(`POST ${one}/clock/advance`, {
    id: "advanceClock",
    summary: "Moves a manual clock; answers when all that fell due has happened and is answered",
    body: advance,
    answer: advanced,
    run: ({ control, path, body }) => control.sandbox(path("sandbox")).clock.advance("next" in body ? "next" : body),
  }),
];

const key = ({ path }: { path(name: string): string }): AccountKey =>
  accountKey({ provider: path("provider"), name: path("account") });
const oneAccount = `${one}/accounts/{provider}/{account}` as const;

export const accounts: readonly Operation[] = [
  operation(`GET ${one}/accounts`, {
    id: "listAccounts",
    summary: "The accounts with their credentials",
    answer: z.array(account),
    run: ({ control, path }) => control.sandbox(path("sandbox")).accounts.list(),
  }),
  operation(`GET ${oneAccount}`, {
    id: "readAccount",
    summary: "One account",
    answer: account,
    run: (call) => call.control.sandbox(call.path("sandbox")).accounts.get(key(call)),
  }),
  operation(`PUT ${oneAccount}`, {
    id: "putAccount",
    summary: "A new account, or one in place of the old",
    body: accountWish,
    answer: account,
    run: (call) => call.control.sandbox(call.path("sandbox")).accounts.put(key(call), call.body),
  }),
  operation(`PATCH ${oneAccount}`, {
    id: "changeAccount",
    summary: "Credits, blocks, callback addresses, facts of numbers, rate, details",
    body: accountWish,
    answer: account,
    run: (call) => call.control.sandbox(call.path("sandbox")).accounts.change(key(call), call.body),
  }),
  operation(`DELETE ${oneAccount}`, {
    id: "removeAccount",
    summary: "Its credentials are known no more",
    async run(call) {
      await call.control.sandbox(call.path("sandbox")).accounts.remove(key(call));
      return undefined;
    },
  }),
];

import { render } from "preact";
import { App } from "./app.tsx";
import { createRemote } from "./remote/remote.ts";
import { takeToken } from "./remote/token.ts";

const page = document.getElementById("page");
if (page !== null) render(<App remote={createRemote(takeToken())} />, page);

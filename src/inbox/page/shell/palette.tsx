// Search over everything: requests, sent and refused, inbound messages and phones, from any view.

import { useEffect, useRef, useState } from "preact/hooks";
import type { InboundView } from "../../../api/schema/message.ts";
import type { RequestRow } from "../../../api/schema/request.ts";
import { useInbox } from "../inbox.ts";
import { phone } from "../parts/number.ts";
import { dateTime } from "../parts/time.ts";
import { Trouble } from "../parts/trouble.tsx";
import { hashOf, type Place } from "../route.ts";
import { ResultCode } from "../views/requests/request-row.tsx";

interface Matches {
  readonly requests: readonly RequestRow[];
  readonly inbound: readonly InboundView[];
}

/** Milliseconds without a key until the search begins. */
const typing = 150;
const max = 8;

export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { place, say } = useInbox();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const [typed, setTyped] = useState("");
  const { matches, error } = useMatches(typed.trim());
  const close = (): void => dialog.current?.close();
  const isEmpty = matches !== null && matches.requests.length === 0 && matches.inbound.length === 0;
  return (
    <dialog ref={dialog} class="palette" aria-label={say("search-all")} onClose={onClose} onKeyDown={moveFocus}>
      <input
        type="search"
        aria-label={say("search-all")}
        placeholder={say("search-all-hint")}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <div aria-live="polite">
        <Trouble error={error} />
        {isEmpty && <p class="hint">{say("none-fits")}</p>}
        {matches !== null && (
          <ul>
            {matches.requests.map((request) => (
              <RequestResult key={request.seq} request={request} onOpen={close} />
            ))}
            {matches.inbound.map((inbound) => (
              <li key={`inbound ${inbound.seq}`}>
                <a href={hashOf({ ...place, view: "phones", item: inbound.from, filters: {} })} onClick={close}>
                  <b>{phone(inbound.from)}</b> <small>{say("from-phone")}</small>
                  <bdi class="snippet">{inbound.text}</bdi>
                </a>
              </li>
            ))}
          </ul>
        )}
        {matches !== null && !isEmpty && (
          <a href={hashOf(allOf(place, typed.trim()))} onClick={close}>
            {say("search-every")}
          </a>
        )}
      </div>
    </dialog>
  );
}

/** The list of requests with this search. */
function allOf(place: Place, search: string): Place {
  return { ...place, view: "requests", item: null, filters: { search } };
}

function RequestResult({ request, onOpen }: { readonly request: RequestRow; readonly onOpen: () => void }) {
  const { place } = useInbox();
  const { to, operation, text = "", messages, at } = request;
  const [message] = messages;
  const href =
    message === undefined
      ? hashOf({ ...place, view: "requests", item: String(request.seq), filters: {} })
      : hashOf({ ...place, view: "messages", item: String(message), filters: {} });
  return (
    <li>
      <a href={href} onClick={onOpen}>
        <b>{to === undefined ? operation : phone(to)}</b> <small>{dateTime(at)}</small>
        <bdi class="snippet">{text === "" ? operation : text}</bdi>
        <ResultCode request={request} />
      </a>
    </li>
  );
}

/** Results of a search, a moment after the last key; null: nothing is searched for. */
function useMatches(search: string): { readonly matches: Matches | null; readonly error: unknown } {
  const { remote, place } = useInbox();
  const [state, setState] = useState<{ readonly matches: Matches | null; readonly error: unknown }>({
    matches: null,
    error: null,
  });
  useEffect(() => {
    if (search === "") {
      setState({ matches: null, error: null });
      return;
    }
    let isOver = false;
    const timer = setTimeout(async () => {
      const page = { sandbox: place.sandbox, search, limit: max, newestFirst: true };
      try {
        const [requests, inbound] = await Promise.all([
          remote.call("GET /sandboxes/{sandbox}/requests", page),
          remote.call("GET /sandboxes/{sandbox}/inbound", page),
        ]);
        if (!isOver) setState({ matches: { requests, inbound }, error: null });
      } catch (error) {
        if (!isOver) setState({ matches: null, error });
      }
    }, typing);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [search, remote, place.sandbox]);
  return state;
}

/** Arrows go from result to result, and back to the field. */
function moveFocus(event: KeyboardEvent): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0 || !(event.currentTarget instanceof HTMLElement)) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>("input, a")];
  const current = stops.findIndex((stop) => stop.matches(":focus"));
  const next = current + step;
  stops[Math.max(0, Math.min(stops.length - 1, next))]?.focus();
  event.preventDefault();
}

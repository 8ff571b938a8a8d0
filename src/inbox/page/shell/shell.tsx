import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { ClockContext, useReadClock } from "../clock.ts";
import { useInbox } from "../inbox.ts";
import { Icon } from "../parts/icon.tsx";
import type { Preferences } from "../preferences.ts";
import type { LiveState } from "../remote/live.ts";
import { hashOf, type View, views } from "../route.ts";
import { CallbacksView } from "../views/callbacks/callbacks-view.tsx";
import { MessagesView } from "../views/messages/messages-view.tsx";
import { PhonesView } from "../views/phones/phones-view.tsx";
import { RequestsView } from "../views/requests/requests-view.tsx";
import { ScenariosView } from "../views/scenarios/scenarios-view.tsx";
import { ClockChip } from "./clock-chip.tsx";
import { KeysHelp } from "./keys-help.tsx";
import { Later } from "./later.tsx";
import { Palette } from "./palette.tsx";
import { SandboxChooser } from "./sandbox-chooser.tsx";

/** A view whose script is loaded when the view is opened. */
function later(load: () => Promise<() => preact.JSX.Element>): () => preact.JSX.Element {
  return () => <Later load={load} />;
}

const components: Readonly<Record<View, () => preact.JSX.Element>> = {
  messages: MessagesView,
  phones: PhonesView,
  requests: RequestsView,
  callbacks: CallbacksView,
  scenarios: ScenariosView,
  clock: later(async () => (await import("../views/clock/clock-view.tsx")).ClockView),
  overview: later(async () => (await import("../views/overview/overview-view.tsx")).OverviewView),
  conduct: later(async () => (await import("../views/conduct/conduct-view.tsx")).ConductView),
  accounts: later(async () => (await import("../views/accounts/accounts-view.tsx")).AccountsView),
  connect: later(async () => (await import("../views/connect/connect-view.tsx")).ConnectView),
};

export function Shell({ preferences, state }: { readonly preferences: Preferences; readonly state: LiveState }) {
  const { place, say } = useInbox();
  const [help, setHelp] = useState(false);
  const main = useRef<HTMLElement>(null);
  const [search, setSearch] = useState(false);
  useKeys(
    main,
    () => setHelp((open) => !open),
    () => setSearch(true),
  );
  useEffect(() => {
    document.title = `${say(place.view)} · Torpedo`;
  }, [place.view, say]);
  useKeptFocus(main);
  const Chosen = components[place.view];
  const clock = useReadClock();
  return (
    <ClockContext.Provider value={clock}>
      <div class="shell">
        <button type="button" class="skip" onClick={() => main.current?.focus()}>
          {say("skip")}
        </button>
        <header class="top">
          <a class="brand" aria-label="Torpedo" href={hashOf({ ...place, view: "messages", item: null, filters: {} })}>
            <Icon name="brand" />
            <span>Torpedo</span>
          </a>
          <div class="inbox">
            <SandboxChooser />
            <ClockChip />
          </div>
          <span class={`link ${state}`} role="status">
            <span class="dot" />
            {say(`live-${state}`)}
          </span>
          <Tools preferences={preferences} onKeys={() => setHelp(true)} onSearch={() => setSearch(true)} />
        </header>
        <nav class="rail" aria-label={say("views")}>
          {views.map((view) => (
            <a
              key={view}
              href={hashOf({ ...place, view, item: null, filters: {} })}
              aria-current={view === place.view ? "page" : undefined}
              title={say(view)}
            >
              <Icon name={view} />
              <span>{say(view)}</span>
            </a>
          ))}
        </nav>
        <main ref={main} tabIndex={-1} key={place.view}>
          {state === "locked" || (state === "missing" && place.view !== "connect") ? (
            <Closed why={state} />
          ) : (
            <Chosen />
          )}
        </main>
        {help && <KeysHelp onClose={() => setHelp(false)} />}
        {search && <Palette onClose={() => setSearch(false)} />}
      </div>
    </ClockContext.Provider>
  );
}

interface ToolsProps {
  readonly preferences: Preferences;
  readonly onKeys: () => void;
  readonly onSearch: () => void;
}

/** Buttons at the right of the header: search, language, theme and the list of keys. */
function Tools({ preferences, onKeys, onSearch }: ToolsProps) {
  const { say } = useInbox();
  return (
    <div class="tools">
      <button type="button" class="quiet find" aria-keyshortcuts="Control+K" onClick={onSearch}>
        <Icon name="search" />
        <span class="unseen">{say("search-all")}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <button
        type="button"
        class="quiet language"
        lang={preferences.language === "pt" ? "en" : "pt-BR"}
        title={preferences.language === "pt" ? "English" : "Português"}
        onClick={() => preferences.setLanguage(preferences.language === "pt" ? "en" : "pt")}
      >
        <span class="long">{preferences.language === "pt" ? "English" : "Português"}</span>
        <span class="brief">{preferences.language === "pt" ? "EN" : "PT"}</span>
      </button>
      <button
        type="button"
        class="quiet icon-only"
        aria-label={say(preferences.theme === "dark" ? "theme-light" : "theme-dark")}
        title={say(preferences.theme === "dark" ? "theme-light" : "theme-dark")}
        onClick={() => preferences.setTheme(preferences.theme === "dark" ? "light" : "dark")}
      >
        <Icon name={preferences.theme === "dark" ? "sun" : "moon"} />
      </button>
      <button type="button" class="quiet icon-only" aria-label={say("keys")} title={say("keys")} onClick={onKeys}>
        <Icon name="keys" />
      </button>
    </div>
  );
}

/** Shown instead of the views: the emulator wants a token, or has no such sandbox. */
function Closed({ why }: { readonly why: "locked" | "missing" }) {
  const { say } = useInbox();
  return (
    <div class="empty">
      <h1>{say(`${why}-title`)}</h1>
      <p>{say(`${why}-text`)}</p>
    </div>
  );
}

/** Focuses the list or the view where the focused element went with another view or item. */
function useKeptFocus(main: { readonly current: HTMLElement | null }): void {
  const { place } = useInbox();
  const isFirst = useRef(true);
  useEffect(() => {
    // The first Tab of a page leads to the link that skips.
    if (!isFirst.current && document.activeElement === document.body) {
      const list = place.item === null ? main.current?.querySelector<HTMLElement>("[role=listbox]") : null;
      (list ?? main.current)?.focus();
    }
    isFirst.current = false;
  }, [place.view, place.item, main]);
}

/** Keys outside of fields: `/` searches, `?` helps, j and k go into the list, a digit opens a view. Ctrl-K works in fields too. */
function useKeys(main: { readonly current: HTMLElement | null }, help: () => void, search: () => void): void {
  const { go, place } = useInbox();
  // Keys of the view that is in sight, before the next one is pressed.
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      if ((event.ctrlKey || event.metaKey) && event.key === "k" && target?.closest("dialog, .editor") == null) {
        search();
        event.preventDefault();
      }
      if (event.ctrlKey || event.metaKey || event.altKey || target?.closest("dialog") != null) return;
      const list = main.current?.querySelector<HTMLElement>("[role=listbox]");
      if (target?.matches("[type=search]") && (event.key === "Escape" || event.key === "ArrowDown")) {
        target.blur();
        list?.focus();
        return;
      }
      if (event.key === "Escape" && place.item !== null && target?.closest("dialog, .editor") === null) {
        go({ item: null });
        return;
      }
      if (target?.closest("input, textarea, select, dialog, .editor") !== null) return;
      const field = main.current?.querySelector<HTMLElement>("[type=search]");
      // The tenth view has the key 0.
      const view = /^\d$/.test(event.key) ? views[(Number(event.key) + 9) % 10] : undefined;
      if (event.key === "?") help();
      else if (event.key === "/" && field != null) field.focus();
      else if ((event.key === "j" || event.key === "k") && list != null && !list.contains(target)) {
        list.focus();
        list.dispatchEvent(new KeyboardEvent("keydown", { key: event.key }));
      } else if (view !== undefined) go({ view, item: null, filters: {} });
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [go, place.item, help, search, main]);
}

import { useEffect, useState } from "preact/hooks";
import { useInbox } from "../inbox.ts";

/** Milliseconds without a key until what was typed is searched for. */
const typing = 200;

interface FieldProps {
  readonly name: string;
  readonly label: string;
}

/** A filter that is typed. It stands in the address. @param tiny for a few characters */
export function TypedFilter({
  name,
  label,
  search = false,
  tiny = false,
}: FieldProps & { readonly search?: boolean; readonly tiny?: boolean }) {
  const { place, filter } = useInbox();
  const stands = place.filters[name] ?? "";
  const [typed, setTyped] = useState(stands);
  useEffect(() => setTyped(stands), [stands]);
  useEffect(() => {
    if (typed === stands) return;
    const timer = setTimeout(() => filter(name, typed), typing);
    return () => clearTimeout(timer);
  }, [typed, stands, filter, name]);
  const shared = {
    name,
    "aria-label": label,
    placeholder: label,
    value: typed,
    onInput: (event: { currentTarget: HTMLInputElement }) => setTyped(event.currentTarget.value),
  };
  return search ? (
    <input type="search" class="search" {...shared} />
  ) : (
    <input type="text" class={tiny ? "short tiny" : "short"} {...shared} />
  );
}

/** A filter that is chosen. The empty choice is all. */
export function ChosenFilter({
  name,
  label,
  choices,
}: FieldProps & { readonly choices: readonly (readonly [value: string, label: string])[] }) {
  const { place, filter } = useInbox();
  return (
    <select
      aria-label={label}
      value={place.filters[name] ?? ""}
      class={place.filters[name] === undefined ? "" : "set"}
      onChange={(event) => filter(name, event.currentTarget.value)}
    >
      <option value="">{label}</option>
      {choices.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

/** A filter that is on or off. */
export function Switch({ name, label, title }: FieldProps & { readonly title?: string }) {
  const { place, filter } = useInbox();
  const isOn = place.filters[name] === "true";
  return (
    <button
      type="button"
      class="switch"
      aria-pressed={isOn}
      title={title}
      onClick={() => filter(name, isOn ? "" : "true")}
    >
      {label}
    </button>
  );
}

/** The filter by provider. */
export function ProviderFilter() {
  const { about, say } = useInbox();
  const choices = about?.providers.map(({ id, title }) => [id, title] as const) ?? [];
  return <ChosenFilter name="provider" label={say("provider")} choices={choices} />;
}

/** A filter that a link of another view gave. */
export function GivenFilter({ name, label }: { readonly name: string; readonly label: (value: string) => string }) {
  const { place } = useInbox();
  const value = place.filters[name];
  return value === undefined ? null : <span class="chip going">{label(value)}</span>;
}

/** Takes all filters away; not there when there are none. */
export function ClearFilters() {
  const { place, go, say } = useInbox();
  if (Object.keys(place.filters).length === 0) return null;
  return (
    <button type="button" class="quiet" onClick={() => go({ filters: {} })}>
      {say("clear")}
    </button>
  );
}

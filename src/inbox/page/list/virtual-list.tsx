// A list of any length of which only the rows in sight are in the document. It is one stop of the keyboard: arrows, j and
// k move, enter opens.

import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

interface Props<T> {
  readonly label: string;
  readonly length: number;
  readonly rowHeight: number;
  readonly at: (index: number) => T | undefined;
  /** What names a row for good: rows move when others come in above them. */
  readonly keyAt: (index: number) => string | undefined;
  /** -1: it has no row, or not yet. */
  readonly indexOf: (key: string) => number;
  readonly row: (item: T) => ComponentChildren;
  /** The key of what is open. It is scrolled to, and the keyboard goes on from it. */
  readonly selected: string | null;
  readonly onOpen: (key: string) => void;
  readonly onShow: (from: number, until: number) => void;
}

const overscan = 6;

export function VirtualList<T>(props: Props<T>) {
  const { length, rowHeight, at, keyAt, indexOf, onShow, selected } = props;
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  const [marked, mark] = useState<string | null>(null);
  const active = marked === null ? -1 : indexOf(marked);

  const measure = useCallback(() => {
    const element = box.current;
    if (element !== null) setView({ top: element.scrollTop, height: element.clientHeight });
  }, []);
  useLayoutEffect(measure, [measure, length]);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, [measure]);

  // What is read stays where it is when newer rows come in above it.
  const first = useRef<{ readonly key: string | undefined; readonly index: number }>({ key: undefined, index: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const { key, index } = first.current;
    const now = key === undefined ? -1 : indexOf(key);
    if (now > index && element.scrollTop > rowHeight) element.scrollTop += (now - index) * rowHeight;
    const top = Math.floor(element.scrollTop / rowHeight);
    first.current = { key: keyAt(top), index: top };
  });

  // What the address opens is scrolled to as soon as its row is known.
  const shown = useRef<string | null>(null);
  const place = selected === null ? -1 : indexOf(selected);
  useLayoutEffect(() => {
    if (selected === null) shown.current = null;
    const element = box.current;
    if (element === null || selected === null || place < 0 || shown.current === selected) return;
    shown.current = selected;
    mark(selected);
    const [top, bottom] = [place * rowHeight, (place + 1) * rowHeight];
    if (top < element.scrollTop || bottom > element.scrollTop + element.clientHeight)
      element.scrollTop = Math.max(0, top - element.clientHeight / 3);
    measure();
  }, [selected, place, rowHeight, measure]);

  const from = Math.max(0, Math.floor(view.top / rowHeight) - overscan);
  const until = Math.min(length, Math.ceil((view.top + view.height) / rowHeight) + overscan);
  useEffect(() => onShow(from, until), [from, until, onShow]);

  const move = (index: number): void => {
    const next = Math.max(0, Math.min(length - 1, index));
    mark(keyAt(next) ?? null);
    const element = box.current;
    if (element === null) return;
    if (next * rowHeight < element.scrollTop) element.scrollTop = next * rowHeight;
    const bottom = (next + 1) * rowHeight - element.clientHeight;
    if (bottom > element.scrollTop) element.scrollTop = bottom;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(view.height / rowHeight) - 1);
    const steps: Readonly<Record<string, number>> = {
      j: active + 1,
      ArrowDown: active + 1,
      k: active - 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: length - 1,
    };
    const step = steps[event.key];
    if (step !== undefined) move(step);
    else if (event.key === "Enter" && marked !== null && active >= 0) props.onOpen(marked);
    else return;
    event.preventDefault();
  };

  const rows: ComponentChildren[] = [];
  for (let index = from; index < until; index++) {
    const item = at(index);
    const key = keyAt(index);
    const chosen = key !== undefined && key === selected;
    rows.push(
      // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself has the focus and takes the keys
      // biome-ignore lint/a11y/useFocusableInteractive: the list says which option is active
      <div
        key={index}
        id={`row-${index}`}
        role="option"
        aria-selected={chosen}
        aria-posinset={index + 1}
        aria-setsize={length}
        class={`row${chosen ? " chosen" : ""}${index === active ? " active" : ""}`}
        style={{ height: `${rowHeight}px`, transform: `translateY(${index * rowHeight}px)` }}
        onClick={() => {
          if (key === undefined) return;
          mark(key);
          props.onOpen(key);
        }}
      >
        {item === undefined ? <span class="row-waiting">…</span> : props.row(item)}
      </div>,
    );
  }
  return (
    <div
      ref={box}
      class="virtual"
      role="listbox"
      aria-label={props.label}
      aria-activedescendant={active >= from && active < until ? `row-${active}` : undefined}
      tabIndex={0}
      onScroll={measure}
      onKeyDown={onKeyDown}
    >
      <div class="virtual-all" role="presentation" style={{ height: `${length * rowHeight}px` }}>
        {rows}
      </div>
    </div>
  );
}

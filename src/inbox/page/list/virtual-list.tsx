// A list of any length of which only the rows in sight are in the document. It is one stop of the keyboard: arrows, j and
// k move, enter opens.

import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

interface Props<T> {
  readonly label: string;
  readonly length: number;
  readonly rowHeight: number;
  readonly at: (index: number) => T | undefined;
  /** Name of a row that stays: its index changes when newer rows come in above. */
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
  const { length, rowHeight, at, keyAt, indexOf, onShow } = props;
  const box = useRef<HTMLDivElement>(null);
  const [marked, mark] = useState<string | null>(null);
  const active = marked === null ? -1 : indexOf(marked);
  const { view, measure } = useVisiblePart(box, length);
  useSteadyRows(box, props);
  useScrollToSelected(box, props, (key) => {
    mark(key);
    measure();
  });

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
    const step = indexAfter(event.key, active, page, length);
    if (step !== undefined) move(step);
    else if (event.key === "Enter" && marked !== null && active >= 0) props.onOpen(marked);
    else return;
    event.preventDefault();
  };

  const rows: ComponentChildren[] = [];
  for (let index = from; index < until; index++) {
    const key = keyAt(index);
    rows.push(
      <Row
        key={index}
        index={index}
        list={props}
        item={at(index)}
        isChosen={key !== undefined && key === props.selected}
        isActive={index === active}
        onOpen={() => {
          if (key === undefined) return;
          mark(key);
          props.onOpen(key);
        }}
      />,
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

/** Row that a key leads to; undefined: the key moves nothing. */
function indexAfter(key: string, active: number, page: number, length: number): number | undefined {
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
  return steps[key];
}

type Box = { readonly current: HTMLDivElement | null };

/** Pixels of the list that are in sight, and the function that reads them anew. */
function useVisiblePart(box: Box, length: number) {
  const [view, setView] = useState({ top: 0, height: 800 });
  const measure = useCallback(() => {
    const element = box.current;
    if (element !== null) setView({ top: element.scrollTop, height: element.clientHeight });
  }, [box]);
  useLayoutEffect(measure, [measure, length]);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, [box, measure]);
  return { view, measure };
}

/** Keeps the rows in sight where they are when newer rows come in above them. */
function useSteadyRows<T>(box: Box, { rowHeight, indexOf, keyAt }: Props<T>): void {
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
}

/** Scrolls to the row that the address names, as soon as that row is known. */
function useScrollToSelected<T>(box: Box, props: Props<T>, onScrolled: (key: string) => void): void {
  const { selected, indexOf, rowHeight } = props;
  const scrolledTo = useRef<string | null>(null);
  const place = selected === null ? -1 : indexOf(selected);
  useLayoutEffect(() => {
    if (selected === null) scrolledTo.current = null;
    const element = box.current;
    if (element === null || selected === null || place < 0 || scrolledTo.current === selected) return;
    scrolledTo.current = selected;
    const [top, bottom] = [place * rowHeight, (place + 1) * rowHeight];
    if (top < element.scrollTop || bottom > element.scrollTop + element.clientHeight)
      element.scrollTop = Math.max(0, top - element.clientHeight / 3);
    onScrolled(selected);
  }, [selected, place, rowHeight, box, onScrolled]);
}

interface RowProps<T> {
  readonly list: Props<T>;
  readonly index: number;
  readonly item: T | undefined;
  readonly isChosen: boolean;
  readonly isActive: boolean;
  readonly onOpen: () => void;
}

function Row<T>({ list, index, item, isChosen, isActive, onOpen }: RowProps<T>) {
  const { length, rowHeight, row } = list;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself has the focus and takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the list says which option is active
    <div
      id={`row-${index}`}
      role="option"
      aria-selected={isChosen}
      aria-posinset={index + 1}
      aria-setsize={length}
      class={`row${isChosen ? " chosen" : ""}${isActive ? " active" : ""}`}
      style={{ height: `${rowHeight}px`, transform: `translateY(${index * rowHeight}px)` }}
      onClick={onOpen}
    >
      {item === undefined ? <span class="row-waiting">…</span> : row(item)}
    </div>
  );
}

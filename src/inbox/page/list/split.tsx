import type { ComponentChildren } from "preact";
import { useInbox } from "../inbox.ts";
import { Icon } from "../parts/icon.tsx";
import { hashOf } from "../route.ts";
import type { RowSource } from "./row-source.ts";

interface Props {
  readonly title: string;
  /** Rows to count in the title. */
  readonly source: Pick<RowSource<unknown>, "count" | "isAtLeast">;
  readonly filters: ComponentChildren;
  /** Beside the title. */
  readonly aside?: ComponentChildren;
  readonly list: ComponentChildren;
  /** The open item; null: none. */
  readonly detail: ComponentChildren | null;
  readonly hint: string;
}

/** A list with what is open of it beside it; at phone width one over the other. */
export function Split({ title, source, filters, aside, list, detail, hint }: Props) {
  const { place, say, figure } = useInbox();
  const { count, isAtLeast = false } = source;
  return (
    <div class={`split${detail === null ? "" : " open"}`}>
      <section class="side" aria-labelledby="view-title">
        <div class="bar">
          <div class="bar-title">
            <h1 id="view-title">
              {title} {count !== null && count > 0 && <small>{`${figure(count)}${isAtLeast ? "+" : ""}`}</small>}
            </h1>
            {aside}
          </div>
          <div class="filters">{filters}</div>
        </div>
        {list}
      </section>
      <section class="detail" aria-label={say("detail")}>
        {detail === null ? (
          <div class="choose">
            <p>{hint}</p>
            <small>
              <span>
                <kbd>j</kbd>
                <kbd>k</kbd> {say("key-move")}
              </span>
              <span>
                <kbd>Enter</kbd> {say("key-open")}
              </span>
              <span>
                <kbd>/</kbd> {say("key-search")}
              </span>
              <span>
                <kbd>?</kbd> {say("key-help")}
              </span>
            </small>
          </div>
        ) : (
          <>
            <h1 class="back">
              <a href={hashOf({ ...place, item: null })}>
                <Icon name="back" /> {title}
              </a>
            </h1>
            {detail}
          </>
        )}
      </section>
    </div>
  );
}

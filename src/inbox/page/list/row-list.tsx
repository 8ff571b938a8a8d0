import type { ComponentChildren } from "preact";
import { useInbox } from "../inbox.ts";
import { Empty, Trouble } from "../parts/trouble.tsx";
import { hashOf } from "../route.ts";
import type { RowSource } from "./row-source.ts";
import { VirtualList } from "./virtual-list.tsx";

interface Props<T> {
  readonly label: string;
  readonly source: RowSource<T>;
  readonly isFiltered: boolean;
  readonly row: (item: T) => ComponentChildren;
  /** Shown where there is nothing yet. */
  readonly empty: ComponentChildren;
}

/** The rows of a feed; without any, the error, or what to do. */
export function RowList<T>({ label, source, isFiltered, row, empty }: Props<T>) {
  const { place, go, say } = useInbox();
  if (source.length > 0)
    return (
      <>
        <VirtualList
          label={label}
          length={source.length}
          rowHeight={54}
          at={source.at}
          keyAt={source.keyAt}
          indexOf={source.indexOf}
          selected={place.item}
          onOpen={(item) => go({ item })}
          onShow={source.show}
          row={row}
        />
        {source.older !== null && (
          <p class="older">
            {say(place.filters["before"] === undefined ? "listed-newest" : "listed", {
              count: source.length,
            })}{" "}
            <a href={hashOf({ ...place, item: null, filters: { ...place.filters, before: source.older } })}>
              {say("older")}
            </a>
          </p>
        )}
      </>
    );
  if (!source.ready || source.error !== null) return <Trouble error={source.error} />;
  if (!isFiltered) return <>{empty}</>;
  return (
    <Empty title={say("none-fits")}>
      <p>{say("none-fits-text")}</p>
    </Empty>
  );
}

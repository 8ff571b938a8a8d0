import type { ComponentChildren } from "preact";
import { useInbox } from "../inbox.ts";
import { Empty, Trouble } from "../parts/trouble.tsx";
import type { Feed } from "./feed.ts";
import { VirtualList } from "./virtual-list.tsx";

interface Props<T> {
  readonly label: string;
  readonly feed: Feed<T>;
  readonly isFiltered: boolean;
  readonly row: (item: T) => ComponentChildren;
  /** Shown where there is nothing yet. */
  readonly empty: ComponentChildren;
}

/** The rows of a feed; without any, the error, or what to do. */
export function FeedList<T>({ label, feed, isFiltered, row, empty }: Props<T>) {
  const { place, go, say } = useInbox();
  if (feed.length > 0)
    return (
      <VirtualList
        label={label}
        length={feed.length}
        rowHeight={54}
        at={feed.at}
        keyAt={feed.keyAt}
        indexOf={feed.indexOf}
        selected={place.item}
        onOpen={(item) => go({ item })}
        onShow={feed.show}
        row={row}
      />
    );
  if (!feed.ready || feed.error !== null) return <Trouble error={feed.error} />;
  if (!isFiltered) return <>{empty}</>;
  return (
    <Empty title={say("none-fits")}>
      <p>{say("none-fits-text")}</p>
    </Empty>
  );
}

import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import type { OverviewView } from "../../../../api/schema/overview.ts";
import { useInbox } from "../../inbox.ts";
import { hourMinute, time } from "../../parts/time.ts";
import { bucketAt, type ChartScale, ticksTo, xOf, yOf } from "./scale.ts";
import type { FiguredPart, Selection } from "./sums.ts";

/** State that all charts share: the pointed bucket and the selection. */
export interface Brush extends FiguredPart {
  readonly overview: OverviewView;
  readonly point: (bucket: number | null) => void;
  readonly select: (selection: Selection | null) => void;
}

interface Props {
  readonly title: string;
  /** Values in words, for the pointed bucket or the whole time. */
  readonly figures: ComponentChildren;
  /** Words for who does not see the chart. */
  readonly summary: string;
  /** The largest value. */
  readonly max: number;
  readonly brush: Brush;
  readonly draw: (scale: ChartScale) => ComponentChildren;
  readonly legend?: ComponentChildren;
}

const [left, height, axis] = [44, 104, 18] as const;

/** A chart over time on which a span is selected with the pointer. */
export function Chart({ title, figures, summary, max, brush, draw, legend }: Props) {
  const { overview } = brush;
  const { figure } = useInbox();
  const [ref, width] = useWidth();
  const ticks = ticksTo(max);
  const scale: ChartScale = {
    left,
    width: Math.max(40, width - left - 1),
    height,
    count: Math.max(1, overview.buckets.length),
    top: ticks.at(-1) ?? 1,
  };
  const handlers = usePointer(scale, brush);
  return (
    <figure class="chart card">
      <figcaption>
        <h2>{title}</h2>
        <span class="chart-figures">{figures}</span>
      </figcaption>
      <div ref={ref}>
        <svg width={width} height={height + axis + 6} role="img" aria-label={`${title}: ${summary}`} {...handlers}>
          <g transform="translate(0 6)">
            {ticks.map((tick) => (
              <g key={tick} class="tick">
                <line x1={left} x2={width} y1={yOf(scale, tick)} y2={yOf(scale, tick)} />
                <text x={left - 7} y={yOf(scale, tick) + 4} text-anchor="end">
                  {figure(tick)}
                </text>
              </g>
            ))}
            {draw(scale)}
            <Times scale={scale} overview={overview} />
            <Marks scale={scale} brush={brush} />
          </g>
        </svg>
      </div>
      {legend}
    </figure>
  );
}

/** Pointed bucket and selection, over the drawing. */
function Marks({ scale, brush: { pointed, selection } }: { readonly scale: ChartScale; readonly brush: Brush }) {
  const bucket = scale.width / scale.count;
  return (
    <>
      {selection !== null && (
        <rect
          class="selected"
          x={xOf(scale, selection.from)}
          y="0"
          width={bucket * (selection.until - selection.from + 1)}
          height={height}
        />
      )}
      {pointed !== null && <rect class="pointed-bucket" x={xOf(scale, pointed)} y="0" width={bucket} height={height} />}
    </>
  );
}

/** Times below a chart, as many as fit. */
function Times({ scale, overview: { from, width } }: { readonly scale: ChartScale; readonly overview: OverviewView }) {
  const room = Math.max(1, Math.floor(scale.width / 86));
  const step = Math.max(1, Math.ceil(scale.count / room));
  const format = width % 60_000 === 0 ? hourMinute : time;
  const starts = Array.from({ length: Math.ceil(scale.count / step) }, (_, index) => index * step);
  return (
    <g class="times">
      {starts.map((bucket) => (
        <text key={bucket} x={xOf(scale, bucket)} y={height + axis - 3}>
          {format(from + bucket * width)}
        </text>
      ))}
    </g>
  );
}

/** Pointer events of a chart: the pointed bucket, and a drag that selects. */
function usePointer(scale: ChartScale, { point, select }: Brush) {
  const start = useRef<number | null>(null);
  const bucketOf = (event: PointerEvent): number => {
    const box = event.currentTarget instanceof Element ? event.currentTarget.getBoundingClientRect().left : 0;
    return bucketAt(scale, event.clientX - box);
  };
  return {
    onPointerDown(event: PointerEvent): void {
      if (event.button !== 0) return;
      if (event.currentTarget instanceof Element) event.currentTarget.setPointerCapture(event.pointerId);
      start.current = bucketOf(event);
      select({ from: start.current, until: start.current });
    },
    onPointerMove(event: PointerEvent): void {
      const bucket = bucketOf(event);
      point(bucket);
      if (start.current === null) return;
      select({ from: Math.min(start.current, bucket), until: Math.max(start.current, bucket) });
    },
    onPointerUp(): void {
      start.current = null;
    },
    onPointerCancel(): void {
      start.current = null;
    },
    onPointerLeave(): void {
      point(null);
    },
  };
}

/** Pixels of an element's width. */
function useWidth(): readonly [ref: (element: HTMLElement | null) => void, width: number] {
  const [width, setWidth] = useState(720);
  const watch = useRef<ResizeObserver | null>(null);
  const ref = useRef((element: HTMLElement | null): void => {
    watch.current?.disconnect();
    watch.current = null;
    if (element === null) return;
    watch.current = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(Math.floor(entry.contentRect.width));
    });
    watch.current.observe(element);
  });
  return [ref.current, width];
}

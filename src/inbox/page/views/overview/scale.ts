// Scales of the charts: round steps of the upward axis, places of the buckets, shapes of series.

/** Round numbers from 0 to at least `max`, about four. */
export function ticksTo(max: number): readonly number[] {
  if (max <= 0) return [0, 1];
  const raw = max / 4;
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= raw) ?? 10;
  const step = Math.max(1, factor * power);
  return Array.from({ length: Math.ceil(max / step) + 1 }, (_, index) => index * step);
}

/** Places of buckets and values in a chart. */
export interface ChartScale {
  readonly left: number;
  readonly width: number;
  readonly height: number;
  readonly count: number;
  readonly top: number;
}

export function xOf({ left, width, count }: ChartScale, bucket: number): number {
  return left + (width * bucket) / count;
}

export function yOf({ height, top }: ChartScale, value: number): number {
  return height - (height * value) / top;
}

/** Bucket below a place. */
export function bucketAt({ left, width, count }: ChartScale, x: number): number {
  return Math.max(0, Math.min(count - 1, Math.floor(((x - left) / width) * count)));
}

/** Bars of a series above the series below it, as one path. */
export function barsOf(scale: ChartScale, values: readonly number[], below: readonly number[]): string {
  const gap = scale.width / scale.count > 4 ? 1 : 0;
  return values
    .map((value, bucket) => {
      if (value === 0) return "";
      const base = below[bucket] ?? 0;
      const [x, right] = [xOf(scale, bucket), xOf(scale, bucket + 1) - gap];
      return `M${x} ${yOf(scale, base)}V${yOf(scale, base + value)}H${right}V${yOf(scale, base)}z`;
    })
    .join("");
}

/** Line with a level for each bucket that has a value. */
export function lineOf(scale: ChartScale, values: readonly (number | null)[]): string {
  let path = "";
  for (const [bucket, value] of values.entries()) {
    if (value === null) continue;
    const [x, y] = [xOf(scale, bucket), yOf(scale, value)];
    const isJoined = typeof values[bucket - 1] === "number";
    path += `${isJoined ? `V${y}` : `M${x} ${y}`}H${xOf(scale, bucket + 1)}`;
  }
  return path;
}

/** Sums of the series below each series, the lowest first. */
export function stackOf(series: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const below: (readonly number[])[] = [];
  let sums: readonly number[] = [];
  for (const values of series) {
    below.push(sums);
    const under = sums;
    sums = values.map((value, bucket) => value + (under[bucket] ?? 0));
  }
  return below;
}

// How a cost grows with the size of something: series of points, a table of them with the ratio of each step, and a picture.

export interface Point {
  readonly size: number;
  /** Microseconds of CPU of the server for a message. */
  readonly cost: number;
}

export interface Series {
  readonly what: string;
  readonly points: readonly Point[];
}

const digits = (value: number): string => value.toFixed(value >= 100 ? 0 : 1);

/** Markdown: a row a series, its sizes with cost and the ratio to the size before. */
export function growthTable(all: readonly Series[]): string {
  const rows = all.map(({ what, points }) => {
    const steps = points.map(({ size, cost }, index) => {
      const before = points[index - 1];
      const ratio = before === undefined ? "" : ` (${(cost / before.cost).toFixed(2)})`;
      return `${size.toLocaleString("en")}: ${digits(cost)}${ratio}`;
    });
    return `| ${what} | ${steps.join(" · ")} |`;
  });
  return `| Growth of | Size: microseconds of CPU a message (ratio to the size before) |\n| --- | --- |\n${rows.join("\n")}\n`;
}

const size = { width: 720, height: 360, left: 52, right: 28, top: 16, bottom: 92 } as const;
/** Colours that people with any colour vision tell apart, each beside a shape of its own. */
const looks = [
  { colour: "#0072b2", dash: "" },
  { colour: "#d55e00", dash: "7 3" },
  { colour: "#009e73", dash: "2 3" },
  { colour: "#cc79a7", dash: "9 3 2 3" },
  { colour: "#806000", dash: "4 2" },
] as const;

/** An SVG of all series: cost against the smallest size over the doublings of the size. */
export function growthPicture(all: readonly Series[]): string {
  const lines = all.map(({ what, points }) => ({
    what,
    places: points.map(({ size: at, cost }) => ({
      doublings: Math.log2(at / (points[0]?.size ?? 1)),
      times: cost / (points[0]?.cost ?? 1),
    })),
  }));
  const places = lines.flatMap((line) => line.places);
  const widest = Math.max(1, ...places.map(({ doublings }) => Math.ceil(doublings)));
  const highest = Math.max(2, ...places.map(({ times }) => Math.ceil(times)));
  const x = (doublings: number): number => size.left + (doublings / widest) * (size.width - size.left - size.right);
  const y = (times: number): number =>
    size.height - size.bottom - (times / highest) * (size.height - size.top - size.bottom);
  const text = (at: number, below: number, anchor: string, words: string): string =>
    `<text x="${at.toFixed(1)}" y="${below.toFixed(1)}" text-anchor="${anchor}">${words}</text>`;
  const heights = Array.from({ length: highest + 1 }, (_, times) => times);
  const grid = heights.map(
    (times) =>
      `<path class="grid" d="M${size.left} ${y(times).toFixed(1)}H${size.width - size.right}"/>${text(size.left - 8, y(times) + 4, "end", `${times}×`)}`,
  );
  const marks = Array.from({ length: Math.floor(widest / 2) + 1 }, (_, index) =>
    text(x(index * 2), size.height - size.bottom + 18, "middle", `${2 ** (index * 2)}×`),
  );
  const drawn = lines.map(({ places: at }, index) => {
    const { colour, dash } = looks[index % looks.length] ?? looks[0];
    const path = at.map(({ doublings, times }) => `${x(doublings).toFixed(1)} ${y(times).toFixed(1)}`).join("L");
    return `<path class="line" stroke="${colour}" stroke-dasharray="${dash}" d="M${path}"/>`;
  });
  const legend = lines.map(({ what }, index) => {
    const { colour, dash } = looks[index % looks.length] ?? looks[0];
    const [left, top] = [size.left + (index % 2) * 330, size.height - size.bottom + 40 + Math.floor(index / 2) * 18];
    return `<path class="line" stroke="${colour}" stroke-dasharray="${dash}" d="M${left} ${top - 4}h28"/>${text(left + 36, top, "start", what)}`;
  });
  const style = `text{font:12px sans-serif;fill:#57606a}.grid{stroke:#8c959f;stroke-opacity:.35;fill:none}.line{fill:none;stroke-width:2}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="Cost of a message against the smallest size, over the growth of that size"><style>${style}</style>\n${[...grid, ...marks, ...drawn, ...legend].join("\n")}\n</svg>\n`;
}

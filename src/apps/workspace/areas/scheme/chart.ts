import { scaleBand, scaleLinear } from 'd3-scale';

/** One bar: parts that stand upon each other, from below. */
export interface Bar {
  readonly label: string;
  readonly parts: readonly number[];
}

export interface Chart {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly base: number;
  readonly ticks: readonly { readonly y: number; readonly text: string }[];
  readonly bars: readonly {
    readonly x: number;
    readonly width: number;
    readonly label: string;
    /** Whether there is room for its label. */
    readonly named: boolean;
    readonly parts: readonly { readonly y: number; readonly height: number; readonly part: number }[];
  }[];
}

const WIDTH = 360;
const HEIGHT = 190;
const LEFT = 34;
const TOP = 10;
const BASE = HEIGHT - 26;
const LABEL_WIDTH = 60;

const round = (value: number): number => Math.round(value * 10) / 10;

/** Where the bars of a chart stand. Counts only: ticks are whole numbers. `most` lets several charts share a scale. */
export function barChart(bars: readonly Bar[], most = highest(bars)): Chart {
  const x = scaleBand()
    .domain(bars.map(({ label }) => label))
    .range([LEFT, WIDTH])
    .paddingInner(0.25)
    .paddingOuter(0.15);
  const y = scaleLinear()
    .domain([0, Math.max(1, most)])
    .nice()
    .range([BASE, TOP]);
  const every = Math.max(1, Math.ceil(LABEL_WIDTH / x.step()));
  return {
    width: WIDTH,
    height: HEIGHT,
    left: LEFT,
    base: BASE,
    ticks: y
      .ticks(4)
      .filter(Number.isInteger)
      .map((value) => ({ y: round(y(value)), text: String(value) })),
    bars: bars.map(({ label, parts }, place) => ({
      x: round(x(label) ?? 0),
      width: round(x.bandwidth()),
      label,
      named: (bars.length - 1 - place) % every === 0,
      parts: parts.map((part, index) => {
        const below = parts.slice(0, index).reduce((sum, value) => sum + value, 0);
        return { y: round(y(below + part)), height: round(y(below) - y(below + part)), part: index };
      }),
    })),
  };
}

export const highest = (bars: readonly Bar[]): number =>
  Math.max(0, ...bars.map(({ parts }) => parts.reduce((sum, part) => sum + part, 0)));

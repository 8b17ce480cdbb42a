import { scaleBand, scaleUtc } from 'd3-scale';
import { type Conduct, type Standing, type Week, dayText, standingOf } from '../../../../features/conduct';

const WIDTH = 360;
const LEFT = 74;
const ROW = 14;
const HEAD = 18;
/** So many weeks without an occasion, one after the other, are drawn as one line of words. */
const FOLD = 3;

const round = (value: number): number => Math.round(value * 10) / 10;
const short = (date: string): string => dayText(date).replace(/(\p{L}{3})\p{L}*/u, '$1');

export interface WeekMap {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly hours: readonly { readonly x: number; readonly text: string }[];
  readonly rows: readonly {
    readonly y: number;
    readonly label: string;
    /** Weeks that are folded into this row. */
    readonly empty: number;
    readonly cells: readonly { readonly x: number; readonly width: number; readonly count: number }[];
  }[];
}

/** Runs of weeks without an occasion that are long enough to fold, and single weeks. */
function folded(weeks: readonly Week[]): Week[][] {
  const runs: Week[][] = [];
  for (const week of weeks) {
    const last = runs.at(-1);
    const isEmpty = week.occasions.length === 0;
    if (isEmpty && last?.[0]?.occasions.length === 0) last.push(week);
    else runs.push([week]);
  }
  return runs.flatMap((run) => (run.length >= FOLD ? [run] : run.map((week) => [week])));
}

/** Weeks downwards, hours of the day across. */
export function weekMap(weeks: readonly Week[]): WeekMap {
  const x = scaleBand<number>()
    .domain(Array.from({ length: 24 }, (_, hour) => hour))
    .range([LEFT, WIDTH])
    .paddingInner(0.12);
  const runs = folded(weeks);
  return {
    width: WIDTH,
    height: HEAD + runs.length * ROW + 2,
    left: LEFT,
    hours: [0, 6, 12, 18].map((hour) => ({
      x: round(x(hour) ?? 0),
      text: `${String(hour).padStart(2, '0')}:00`,
    })),
    rows: runs.map((run, place) => ({
      y: HEAD + place * ROW,
      label: short(run[0]?.monday ?? ''),
      empty: run.length >= FOLD ? run.length : 0,
      cells:
        run.length >= FOLD
          ? []
          : (run[0]?.hours ?? []).map((count, hour) => ({
              x: round(x(hour) ?? 0),
              width: round(x.bandwidth()),
              count,
            })),
    })),
  };
}

export interface TimeLine {
  readonly width: number;
  readonly height: number;
  readonly base: number;
  readonly ticks: readonly {
    readonly x: number;
    readonly text: string;
    readonly anchor: 'start' | 'middle' | 'end';
  }[];
  readonly bands: readonly {
    readonly x: number;
    readonly width: number;
    readonly y: number;
    readonly letter: string;
  }[];
  readonly marks: readonly Mark[];
}

interface Mark {
  readonly x: number;
  readonly y: number;
  readonly standing: Standing;
}

const DAY_MS = 86_400_000;
const noon = (date: string): number => Date.parse(`${date.length === 7 ? `${date}-15` : date}T12:00:00Z`);
const LANES: Readonly<Record<Standing, number>> = { counts: 22, undecided: 44, not: 66 };
const BASE = 82;
const BAND = 12;
/** Two dates that would meet are written away from each other. */
const TWO_DATES = 150;

/** The letters by which the pictures and the lists name the orders: `A` to `Z`, then `AA`, `AB` and so on. */
export const letterOf = (place: number): string =>
  (place < 26 ? '' : letterOf(Math.floor(place / 26) - 1)) + String.fromCharCode(65 + (place % 26));

/** What would be drawn over itself is drawn once. */
const onceEach = (marks: readonly Mark[]): Mark[] => [
  ...new Map(marks.map((mark) => [`${mark.x} ${mark.y}`, mark])).values(),
];

/** All dated occasions on one line, with what an officer decided, above the orders in force. */
export function timeLine({ occasions, orders }: Conduct): TimeLine | undefined {
  const dated = occasions.flatMap((one) =>
    one.moment === undefined ? [] : [{ one, at: noon(one.moment.date) }],
  );
  const times = dated.map(({ at }) => at);
  if (times.length === 0) return undefined;
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const room = Math.max(3 * DAY_MS, (last - first) * 0.04);
  const x = scaleUtc([first - room, last + room], [12, WIDTH - 12]);
  const inside = (at: number): number => Math.min(WIDTH - 12, Math.max(12, x(at)));
  const close = x(last) - x(first) < TWO_DATES;
  const standing = orders.filter(({ withdrawn }) => withdrawn === null);
  return {
    width: WIDTH,
    height: BASE + standing.length * BAND + 22,
    base: BASE,
    ticks: [first, last]
      .filter((at, place, all) => all.indexOf(at) === place)
      .map((at, place, all) => ({
        x: round(x(at)),
        text: short(new Date(at).toISOString().slice(0, 10)),
        anchor: all.length === 1 ? 'middle' : (place === 0) === close ? 'end' : 'start',
      })),
    bands: standing.flatMap(({ madeOn, endsOn }, place) => {
      const [from, to] = [
        inside(noon(madeOn) - DAY_MS / 2),
        endsOn === null ? WIDTH - 12 : inside(noon(endsOn) + DAY_MS / 2),
      ];
      return to <= from
        ? []
        : [{ x: round(from), width: round(to - from), y: BASE + 4 + place * BAND, letter: letterOf(place) }];
    }),
    marks: onceEach(
      dated.map(({ one, at }) => ({
        x: round(x(at)),
        y: LANES[standingOf(one)],
        standing: standingOf(one),
      })),
    ),
  };
}

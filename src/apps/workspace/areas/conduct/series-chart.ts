import { scaleUtc } from 'd3-scale';
import { ORDER_WORDS, type Range } from '../../../../features/conduct';
import type { z } from 'zod';
import { letterOf } from './chart';
import type { seriesAnswer } from './series.model';
import { dateFormat } from '../../../../kernel/formatters';
import { comesTwice, londonInstant, londonOffset } from '../../../../kernel/london-time';

type Series = z.infer<typeof seriesAnswer>;

const WIDTH = 1_200;
const BARS = 70;
const INCIDENTS = 86;
const OCCASIONS = 106;
const ORDERS = 120;
const BAND = 14;
const FOOT = 20;
const MINUTE_MS = 60_000;
const DAY = 86_400_000;
const TICKS = 8;

const round = (value: number): number => Math.round(value * 10) / 10;
const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  dateFormat('en-GB', { timeZone: 'Europe/London', ...options });
const MONTH = format({ month: 'short', year: 'numeric' });
const DATE = format({ day: 'numeric', month: 'short', year: 'numeric' });
const HOUR = format({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const MINUTE = format({ hour: '2-digit', minute: '2-digit' });

/** As exact as two marks of the axis lie apart. */
function wordsFor(span: number): Intl.DateTimeFormat {
  if (span > 400 * DAY) return MONTH;
  if (span > 8 * DAY) return DATE;
  return span > DAY / 2 ? HOUR : MINUTE;
}

export const addressOf = (path: string, { from, until }: Range): string =>
  `${path}?from=${new Date(from).toISOString()}&until=${new Date(until).toISOString()}`;

const SAID = { counts: 'counts', not: 'does not count', undecided: 'not decided' } as const;
const standing = (counts: boolean | null): keyof typeof SAID =>
  counts === null ? 'undecided' : counts ? 'counts' : 'not';

/** Whole hours, days and months of clocks in the UK. */
export function ticksOf({ from, until }: Range): Date[] {
  const wall = (instant: number): number => instant + londonOffset(new Date(instant)) * MINUTE_MS;
  return scaleUtc([wall(from), wall(until)], [0, WIDTH])
    .ticks(TICKS)
    .map((shown) => londonInstant(shown.toISOString()))
    .filter((tick) => tick.getTime() >= from && tick.getTime() <= until);
}

/** The axis as shapes: bars of clips, and below them incidents, occasions and orders in force. */
export function seriesChart(series: Series, path: string) {
  const { from, until, steps, occasions, orders } = series;
  if (from === null || until === null) return undefined;
  const range = { from: Date.parse(from), until: Date.parse(until) };
  const x = scaleUtc([range.from, range.until], [0, WIDTH]);
  const at = (moment: string): number => round(x(Date.parse(moment)));
  const most = Math.max(1, ...steps.map(({ clips }) => clips));
  const words = wordsFor(range.until - range.from);
  const clamped = (moment: number): number => Math.min(WIDTH, Math.max(0, x(moment)));
  const height = (clips: number): number => (clips === 0 ? 0 : Math.max(6, round((BARS * clips) / most)));
  return {
    ...{ from, until, width: WIDTH, base: BARS, incidentsAt: INCIDENTS, occasionsAt: OCCASIONS },
    height: ORDERS + orders.length * BAND + FOOT,
    steps: steps.map((step) => ({
      x: at(step.from),
      width: round(Math.max(2, at(step.until) - at(step.from) - 2)),
      height: height(step.clips),
      ...{ clips: step.clips, incidents: step.incidents },
      said: `${HOUR.format(Date.parse(step.from))} to ${HOUR.format(Date.parse(step.until))}`,
      page: addressOf(path, { from: Date.parse(step.from), until: Date.parse(step.until) }),
    })),
    occasions: occasions.map(({ id, number, at: moment, counts }) => ({
      ...{ id, number, x: at(moment) },
      standing: standing(counts),
      said: SAID[standing(counts)],
    })),
    orders: orders.flatMap(({ kind, madeOn, endsOn }, place) => {
      const [left, right] = [
        clamped(Date.parse(madeOn)),
        endsOn === null ? WIDTH : clamped(Date.parse(endsOn) + DAY),
      ];
      const y = ORDERS + place * BAND;
      const letter = letterOf(place);
      return [
        {
          x: round(left),
          width: round(Math.max(0, right - left)),
          y,
          letter,
          name: ORDER_WORDS[kind],
          madeOn,
          endsOn,
        },
      ];
    }),
    ticks: ticksOf(range).map((tick) => ({ x: round(x(tick)), text: words.format(tick) })),
  };
}

const dayAndTime = format({
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
export const momentWords = (moment: string): string => dayAndTime.format(Date.parse(moment));

/** Of footage: in the hour that comes twice with BST or GMT, which alone tells the two apart. */
export function footageWords(moment: string): string {
  const at = new Date(moment);
  const zone = londonOffset(at) === 0 ? 'GMT' : 'BST';
  return comesTwice(at) ? `${momentWords(moment)} ${zone}` : momentWords(moment);
}

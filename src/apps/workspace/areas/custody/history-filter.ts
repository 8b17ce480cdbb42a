import type { HistoryLine } from '../../shell/history/history-view';

/** What is to be shown of a history; empty where everything is. */
export interface HistoryFilter {
  readonly category: string;
  /** Who did it, as `whoKey`. */
  readonly who: string;
  readonly from: string;
  readonly until: string;
}

const DAY = /^\d{4}-\d\d-\d\d$/;

export const textIn = (query: object, field: string): string => {
  const value = (query as Record<string, unknown>)[field];
  return typeof value === 'string' ? value.trim() : '';
};

/** What is no day is not looked at: a filter is no place to fail. */
const dayIn = (query: object, field: string): string => {
  const text = textIn(query, field);
  return DAY.test(text) ? text : '';
};

export const readFilter = (query: object): HistoryFilter => ({
  category: textIn(query, 'category'),
  who: textIn(query, 'who'),
  from: dayIn(query, 'from'),
  until: dayIn(query, 'until'),
});

/** Days are those of the log: in UTC. */
export const filterHistory = (lines: readonly HistoryLine[], filter: HistoryFilter): HistoryLine[] =>
  lines.filter(({ category, whoKey, at }) => {
    const day = at.slice(0, 10);
    return (
      (filter.category === '' || category === filter.category) &&
      (filter.who === '' || whoKey === filter.who) &&
      (filter.from === '' || day >= filter.from) &&
      (filter.until === '' || day <= filter.until)
    );
  });

/** Everybody who did something, once, in the order of the first act. */
export const peopleIn = (lines: readonly HistoryLine[]): { value: string; text: string }[] => [
  ...new Map(lines.map(({ whoKey, who }) => [whoKey, { value: whoKey, text: who }])).values(),
];

/** One page of what fits, after the record `after`, and one line more where there is more. */
export function pageOfHistory(
  lines: readonly HistoryLine[],
  after: string | undefined,
  perPage: number,
): HistoryLine[] {
  const last = lines.find(({ id }) => id === after)?.seq ?? 0;
  return lines.filter(({ seq }) => seq > last).slice(0, perPage + 1);
}

/** One reading of a time that the clip carries: when its start, or its end, was. */
export interface Reading {
  /** ISO 8601, UTC. */
  readonly instant: string;
  readonly of: 'start' | 'end';
}

/** The instant of a moment of the clip. @param since seconds from the first frame @param length seconds of the clip */
export const instantAt = ({ instant, of }: Reading, since: number, length: number): Date =>
  new Date(Date.parse(instant) + Math.round((of === 'end' ? since - length : since) * 1_000));

const format = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone,
    timeZoneName: 'short',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  });
const london = format('Europe/London');

/** As clocks in the UK show it, with `GMT` or `BST`. */
export const ukTime = (instant: Date): string => london.format(instant);

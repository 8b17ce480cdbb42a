import { dateFormat } from './formatters';

const MINUTE = 60_000;
const DAY_HOURS = 24;

const millis = (wall: string): number => Date.parse(wall.endsWith('Z') ? wall : `${wall}Z`);
const HOUR = dateFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', hourCycle: 'h23' });

/** Minutes that clocks in the UK are ahead of UTC at an instant: 0, or 60 in summer. */
export const londonOffset = (instant: Date): number =>
  ((Number(HOUR.format(instant)) - instant.getUTCHours() + DAY_HOURS) % DAY_HOURS) * 60;

/** Clocks in the UK show the same an hour before or after: they went back. */
export const comesTwice = (instant: Date): boolean =>
  [-1, 1].some(
    (hours) =>
      londonOffset(new Date(instant.getTime() + hours * 60 * MINUTE)) === londonOffset(instant) - hours * 60,
  );

/** The instant at which a clock on UTC shows `wall`. */
export const utcInstant = (wall: string): Date => new Date(millis(wall));

/**
 * The instants at which clocks in the UK show `wall`, earliest first: one; two in the hour that comes twice in October;
 * none in the hour that is left out in March.
 */
export function londonInstants(wall: string): Date[] {
  return [60, 0].flatMap((offset) => {
    const instant = new Date(millis(wall) - offset * MINUTE);
    return londonOffset(instant) === offset ? [instant] : [];
  });
}

/**
 * Where one instant must do for what somebody said, as PostgreSQL has it: by Greenwich time in the hour that comes twice and in the one
 * that is left out. Luxon's own answer for the hour that comes twice changes with the season in which it is asked.
 */
export const londonInstant = (wall: string): Date => londonInstants(wall).at(-1) ?? utcInstant(wall);

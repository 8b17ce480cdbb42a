import { dateFormat } from '../../../../kernel/formatters';

const SECONDS = {
  timeZone: 'Europe/London',
  hourCycle: 'h23',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
} as const;
const time = dateFormat('en-GB', SECONDS);
const zoned = dateFormat('en-GB', { ...SECONDS, timeZoneName: 'short' });
const HOUR = 3_600_000;

/** The same is shown an hour before or after: the clocks went back. */
const comesTwice = (at: Date): boolean =>
  [-HOUR, HOUR].some((away) => time.format(at.getTime() + away) === time.format(at));

/** `22:03:05` on clocks in the UK; in the hour that comes twice with BST or GMT, which alone tells the two apart. */
export const tileTime = (at: Date): string => (comesTwice(at) ? zoned : time).format(at);

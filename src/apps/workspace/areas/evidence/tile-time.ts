import { dateFormat } from '../../../../kernel/formatters';
import { comesTwice } from '../../../../kernel/london-time';

const SECONDS = {
  timeZone: 'Europe/London',
  hourCycle: 'h23',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
} as const;
const time = dateFormat('en-GB', SECONDS);
const zoned = dateFormat('en-GB', { ...SECONDS, timeZoneName: 'short' });

/** `22:03:05` on clocks in the UK; in the hour that comes twice with BST or GMT, which alone tells the two apart. */
export const tileTime = (at: Date): string => (comesTwice(at) ? zoned : time).format(at);

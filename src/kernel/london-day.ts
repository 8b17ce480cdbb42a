import { dateFormat } from './formatters';

/** `2026-07-15`: the day that calendars in the UK show at an instant. */
export const londonDay = (at: Date): string =>
  dateFormat('sv-SE', { timeZone: 'Europe/London', dateStyle: 'short' }).format(at);

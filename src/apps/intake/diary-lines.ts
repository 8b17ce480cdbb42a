import { linesOf, type Answers, type Line } from '../../features/diary';
import type { Speech } from './speech';

/** An entry in full, in her language. */
export function entryLines({ t, say, format }: Speech, answers: Answers, now: Date): Line[] {
  const { lines } = t.diary;
  const { yes, no, unknown } = t.common;
  return linesOf(answers, now, {
    ...lines,
    ...{ yes, no, unknown },
    about: (when) => say(lines.about, { when }),
    dayAndTime: (day, time) => say(lines.dayAndTime, { day, time }),
    both: (one, other) => say(lines.both, { one, other }),
    day: (date) => (date.length === 7 ? format.month(date) : format.date(`${date}T12:00:00Z`)),
  });
}

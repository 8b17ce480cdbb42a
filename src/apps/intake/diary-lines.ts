import {
  linesOf,
  wordsBeside,
  type Incident,
  type Line,
  type LineWords,
  type ReadWhen,
} from '../../features/diary';
import type { Speech } from './speech';

type TypedWords = Parameters<typeof wordsBeside>[1];

const typedWords = ({ t: { diary }, say }: Speech): TypedWords => ({
  asTyped: (typed) => say(diary.lines.asTyped, { typed }),
  aboutAsTyped: (typed) => say(diary.lines.aboutAsTyped, { typed }),
  both: (one, other) => say(diary.lines.both, { one, other }),
});

function lineWords(speech: Speech): LineWords {
  const { t, say, format } = speech;
  const { lines } = t.diary;
  const { yes, no, unknown } = t.common;
  return {
    ...lines,
    ...{ yes, no, unknown },
    ...typedWords(speech),
    about: (when) => say(lines.about, { when }),
    dayAndTime: (day, time) => say(lines.dayAndTime, { day, time }),
    day: (date) => (date.length === 7 ? format.month(date) : format.date(`${date}T12:00:00Z`)),
  };
}

/** An entry in full, in the victim's language; what was sent is read as officers read it. */
export const entryLines = (
  speech: Speech,
  { answers, sentAt }: Pick<Incident, 'answers' | 'sentAt'>,
  now: Date,
): Line[] => linesOf(answers, sentAt ?? now, lineWords(speech));

/** What stands in place of a day that cannot be read, where anything does. */
export const dayInWords = (speech: Speech, read: ReadWhen): string | undefined =>
  wordsBeside(read, typedWords(speech));

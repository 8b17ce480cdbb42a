import { formatDate } from '../../platform/http';
import type { LineWords } from './domain/lines';
import { directionOf } from '../../kernel/direction';
import { dateFormat } from '../../kernel/formatters';

const month = dateFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** How officers read an entry of a diary. */
export const DIARY_WORDS: LineWords = {
  questions: {
    what: 'What happened',
    when: 'When',
    who: 'Who it was',
    said: 'Was anything said',
    order: 'Is there an order',
  },
  details: {
    where: 'Where it was',
    seen: 'Who saw or heard it',
    effect: 'Effect on the victim',
    before: 'Reported before',
  },
  yes: 'Yes',
  no: 'No',
  unknown: 'I don’t know',
  left: 'Not answered',
  onlyAbout: 'About, no more is known',
  about: (when) => `about ${when}`,
  asTyped: (typed) => `As typed: “${typed}”`,
  aboutAsTyped: (typed) => `About, as typed: “${typed}”`,
  dayAndTime: (day, time) => `${day} at ${time}`,
  // What is read from the right begins a line of its own, which runs as its letters do.
  both: (one, other) => `${one}.${directionOf(other) === 'rtl' ? '\n' : ' '}${other}`,
  day: (date) => (date.length === 7 ? month.format(new Date(`${date}-01`)) : formatDate(`${date}T12:00:00Z`)),
};

import { MAKE_NAMES, makeOf, type SentFootage } from '../../../../features/footage';
import { formatDate } from '../../../../platform/http';

const UNKNOWN_WORDS = {
  make: 'The make of the doorbell is not known, so it is not known how long its maker keeps a copy.',
  retention: 'It is not known how long this maker keeps a copy.',
  time: 'No time of the event is known, so it cannot be said how long the maker still keeps a copy.',
} as const;

/** The doorbell's own copy: whether a better original can still be had, and until when. */
export function deletionWords(footage: Pick<SentFootage, 'deletion' | 'source' | 'saidMake'>): string[] {
  const { deletion } = footage;
  const make = makeOf(footage);
  const said =
    make !== null && footage.source?.make !== make ? ['That it is from this make, the sender has said.'] : [];
  if (deletion.kind === 'unknown') {
    const of = make === null ? [] : [`The doorbell is from ${MAKE_NAMES[make]}.`];
    return [...of, UNKNOWN_WORDS[deletion.because], ...said];
  }
  const name = MAKE_NAMES[deletion.make];
  const [from, until] = [formatDate(deletion.from), formatDate(deletion.until)];
  const days = deletion.daysLeft === 1 ? '1 day' : `${deletion.daysLeft} days`;
  const words = {
    kept: `${name} keeps its own copy until ${from}: ${days} left.`,
    'maybe-gone': `${name} may have deleted its own copy on ${from}. It may be there until ${until}, if that was set so.`,
    gone: `${name} has deleted its own copy by ${until} at the latest.`,
  };
  return [words[deletion.state], ...said];
}

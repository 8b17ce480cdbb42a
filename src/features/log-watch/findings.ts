import type { AlarmKind, BadEvent, Conflict, Verdict } from '../../custody';
import { tampered, type Tampered } from '../../custody/pure/verdict';

const KINDS: Partial<Record<BadEvent['what'], AlarmKind>> = {
  truncated: 'log-shorter',
  rewritten: 'other-history',
  'checkpoint-missing': 'checkpoint-missing',
};

/** The alarm that a verdict means. Said by the log of itself, it is damage. */
export function conflictOf({ events, first }: Tampered): Conflict {
  const { what, says, subject, seq, id, index, expected } = first;
  const mark = [what, subject, seq, id, index, expected].map((part) => String(part ?? '')).join(' ');
  const kind = says === undefined ? undefined : KINDS[what];
  return { what: kind ?? 'log-damaged', source: says ?? 'the database', found: events, mark };
}

/** A proven log of which the locked store lacks a head that was put there. */
export function missingHead(
  verdict: Verdict,
  listed: readonly number[],
  there: ReadonlySet<number>,
): Verdict {
  if (verdict.outcome !== 'proven') return verdict;
  const settled = (size: number): boolean =>
    verdict.resolved?.some(({ kept, lost }) => size > kept && size <= lost) === true;
  const missing = listed.find((size) => !there.has(size) && !settled(size));
  if (missing === undefined) return verdict;
  const expected = `the published head of ${missing} leaves in the object store`;
  const says = 'the list of what was published';
  return tampered(
    verdict.events,
    { what: 'checkpoint-missing', expected, found: 'nothing', says },
    verdict.resolved,
  );
}

/** Whatever else is said: a witness has seen another log. */
export function witnessBad(
  verdict: Verdict,
  { name, trouble }: { readonly name: string; readonly trouble: 'other-history' | 'log-shorter' },
): Verdict {
  if (verdict.outcome === 'tampered') return verdict;
  const says = `the witness ${name}`;
  const expected = trouble === 'log-shorter' ? 'a longer log' : 'another history';
  const what = trouble === 'log-shorter' ? 'truncated' : 'rewritten';
  const resolved = verdict.outcome === 'proven' ? verdict.resolved : undefined;
  return tampered(verdict.events, { what, expected, found: 'this log', says }, resolved);
}

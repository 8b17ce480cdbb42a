import type { EventFacts } from './event-text';
import type { SourceRecord } from './log-source';
import type { BadEvent } from './verdict';

/** What the columns beside an event can hold. */
const UUID = /^[0-9a-f-]{36}$/;

const belongs = (column: string | null, said: string | undefined): boolean =>
  column === (said !== undefined && UUID.test(said) ? said : null);

/** A record that searches look for elsewhere than where its event belongs. */
export function misfiled(
  { subject, seq, id, filed }: SourceRecord,
  { type, officer, investigation }: EventFacts,
): BadEvent | undefined {
  if (filed.type === type && belongs(filed.officer, officer) && belongs(filed.investigation, investigation))
    return undefined;
  const expected = 'the type, officer and investigation of its event';
  return { subject, seq, id, what: 'altered', expected, found: 'others', says: 'the columns of searches' };
}

import type { Day } from '../day';
import { dateFormat } from '../formatters';
import { ACTS } from './acts';
import { CODES } from './codes';
import { AWAITED, FORMS_AND_TEXTS, PERIODS } from './forms';
import type { Provision } from './provision';

/** The day on which the register was last changed. Papers and events name it: it says which versions of all these were followed. */
export const LAW_DATE = '2026-12-01' as Day;

/** At the foot of a paper that law gives its form. */
export const LAW_MARK = `by the register of law of ${dateFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(LAW_DATE))}`;

/** Every text of law, form and period that the software states or follows, and what it knows to have changed. */
export const LAW: readonly Provision[] = [...ACTS, ...CODES, ...FORMS_AND_TEXTS, ...PERIODS, ...AWAITED];

/** Which version of it is followed. @throws where the register does not have it */
export function versionOf(id: string): string {
  const found = LAW.find((one) => one.id === id);
  if (found === undefined) throw new Error(`${id} is not in the register of law`);
  return found.version;
}

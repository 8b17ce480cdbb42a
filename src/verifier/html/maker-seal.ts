import type { BundleExhibit } from '../bundle/bundle-json';
import { html } from './escape';
import type { HistoryEvent } from './history';

const UNCHANGED: Readonly<Record<string, string>> = {
  unchanged: 'the original is unchanged since it was sealed',
  changed: 'the original is not as it was when it was sealed',
  unchecked: 'it could not be checked',
};

const SIGNER: Readonly<Record<string, string>> = {
  trusted: 'the signer is one that the police force trusts',
  'not-trusted': 'the signer is not known to the police force',
  'no-list': 'the signer is not known to the police force, which has no list of signers',
  unchecked: 'nothing can be said of the signer',
};

const NOTE =
  'Most recordings carry no seal. One that is missing or does not hold says nothing against the person who gave the recording.';

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Who sealed the original, as far as the bundle opens it. */
function whoOf(history: readonly HistoryEvent[]): string {
  const { opened } = history.find(({ type, repudiated }) => type === 'seal-checked' && !repudiated) ?? {};
  const names = [textOf(opened?.['name']), textOf(opened?.['organisation'])].filter((each) => each !== null);
  return names.length === 0 ? '' : `Sealed by ${names.join(', ')}: `;
}

/** A line about the seal of the original's maker; none where there is no seal, as with most recordings. */
export function makerSealOf(
  { makerSeal }: BundleExhibit,
  history: readonly HistoryEvent[],
): [string, string][] {
  if (makerSeal === undefined) return [];
  const unchanged = UNCHANGED[makerSeal.integrity] ?? makerSeal.integrity;
  const signer = SIGNER[makerSeal.trust] ?? makerSeal.trust;
  const words = `${whoOf(history)}${unchanged}; ${signer}.`;
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  return [['Seal of the maker', `${html(sentence)} ${html(NOTE)}`]];
}

import type { WitnessTrouble } from './witness';

/** What the trouble with a witness means, for officers and operators. */
export const WITNESS_TROUBLE_WORDS: Readonly<Record<WitnessTrouble, string>> = {
  'other-history':
    'Alarm: it has seen another history of this log. Tell professional standards, and change nothing.',
  'log-shorter':
    'Alarm: it has seen more of this log than there is now. Tell professional standards, and change nothing.',
  'not-watched': 'It does not watch this log',
  'key-unknown': 'It does not know the key of this log',
  'no-answer': 'It does not answer',
  'wrong-answer': 'It answers wrongly, or with another key',
};

export const witnessTroubleWords = (trouble: string): string =>
  (WITNESS_TROUBLE_WORDS as Readonly<Record<string, string>>)[trouble] ?? trouble;

/** The name within a verifier key (C2SP vkey). */
export const witnessName = (key: string): string => key.split('+', 1)[0] ?? key;

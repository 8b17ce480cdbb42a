import { randomBytes } from 'node:crypto';
import {
  fingerprintOf,
  type Answers,
  type Incident,
  type Question,
  type WritingPage,
} from '../../features/diary';
import { textField } from './form';

/** A key or a fingerprint, and no more. */
const LONGEST = 60;

export const newKey = (): string => randomBytes(12).toString('base64url');

/** What a page of one question carries, so that it overwrites nothing that it never showed. */
export interface Carried {
  readonly key: string;
  readonly turn: number;
  readonly shown: string;
}

/** How often its page has saved; 0 of one without a script, and of one that is older than this number. */
const turnIn = (body: unknown): number => {
  const text = textField(body, 'turn', 9);
  return /^\d+$/.test(text) ? Number(text) : 0;
};

/** Which page saves, and the how manyth time. */
export type Saving = Pick<WritingPage, 'key' | 'turn'>;

export const savingIn = (body: unknown): Saving => ({
  key: textField(body, 'key', LONGEST),
  turn: turnIn(body),
});

export const carriedOf = (answers: Answers, question: Question): Carried => ({
  key: newKey(),
  turn: 0,
  shown: fingerprintOf(answers[question]),
});

export const carriedBy = (body: unknown): Carried => ({
  ...savingIn(body),
  shown: textField(body, 'base', LONGEST),
});

/** `undefined` of a form that carries nothing. */
export const pageOf = ({ key, turn, shown }: Carried, question: Question): WritingPage | undefined =>
  key === '' ? undefined : { key, turn, shown: { [question]: shown } };

/** Of a row of many things, which was held against this entry: nothing may have come in between. */
export const pageOver = (before: Incident | undefined, { key, turn }: Saving): WritingPage | undefined => {
  const { what, when } = before?.answers ?? {};
  return key === ''
    ? undefined
    : { key, turn, shown: { what: fingerprintOf(what), when: fingerprintOf(when) } };
};

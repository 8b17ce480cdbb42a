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
  readonly shown: string;
}

export const carriedOf = (answers: Answers, question: Question): Carried => ({
  key: newKey(),
  shown: fingerprintOf(answers[question]),
});

export const carriedBy = (body: unknown): Carried => ({
  key: textField(body, 'key', LONGEST),
  shown: textField(body, 'base', LONGEST),
});

/** `undefined` of a form that carries nothing. */
export const pageOf = ({ key, shown }: Carried, question: Question): WritingPage | undefined =>
  key === '' ? undefined : { key, shown: { [question]: shown } };

/** Of a row of many things, which was held against this entry: nothing may have come in between. */
export const pageOver = (before: Incident | undefined, key: string): WritingPage | undefined => {
  const { what, when } = before?.answers ?? {};
  return key === '' ? undefined : { key, shown: { what: fingerprintOf(what), when: fingerprintOf(when) } };
};

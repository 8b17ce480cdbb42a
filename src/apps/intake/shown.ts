import type { Seen } from '../../kernel/seen';
import { textField } from './form';

const LONGEST = 60;

/** What the page of a form had shown, by the digest that the form carries (`base`); `undefined` of a form that carries none. */
export function shownBy(body: unknown): Seen | undefined {
  const digest = textField(body, 'base', LONGEST);
  return digest === '' ? undefined : (digest as Seen);
}

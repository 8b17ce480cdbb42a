import { DomainError } from '../../kernel/errors';

/** More than a field takes, past what the page lets anyone type: it comes back to be made shorter (`written.ts`). */
export class TooMuchTyped extends DomainError {
  readonly kind = 'too-large';
  readonly code = 'too-much-typed';
  constructor() {
    super('That is too much for one field. Please make it shorter.');
  }
}

/**
 * One text field of a posted form, at most `longest` characters; empty when it is missing or something else. Ends of lines
 * count once, as in the browser, which sends each as two; NUL, which PostgreSQL keeps nowhere, is shown as unreadable.
 */
export function textField(body: unknown, name: string, longest: number): string {
  const value: unknown =
    typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  if (typeof value !== 'string') return '';
  const text = value.replaceAll('\r\n', '\n').replaceAll('\0', '\uFFFD');
  return text.length <= longest ? text : '';
}

/** The same of what somebody wrote: it is never taken for nothing. @throws TooMuchTyped */
export function typedText(body: unknown, name: string, longest: number): string {
  const text = textField(body, name, Infinity);
  if (text.length > longest) throw new TooMuchTyped();
  return text;
}

const LONGEST_CODE = 40;

/** A code as it was typed. Undefined where none was: to press the button without one is no attempt, so whoever checks codes is not asked. */
export function typedCode(body: unknown): string | undefined {
  const typed = textField(body, 'code', LONGEST_CODE).trim();
  return typed === '' ? undefined : typed;
}

/** One of the values that a question offers; `undefined` when it was passed over. */
export function choice<Value extends string>(
  body: unknown,
  name: string,
  values: readonly Value[],
): Value | undefined {
  const text = textField(body, name, 40);
  return values.find((value) => value === text);
}

/** Every value of a field that may come several times: the ticked boxes of a list. */
export function listField(body: unknown, name: string, most: number): string[] {
  const value: unknown =
    typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((one): one is string => typeof one === 'string').slice(0, most);
}

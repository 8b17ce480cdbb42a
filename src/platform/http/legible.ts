import type { NextFunction, Request, Response } from 'express';
import { UnstorableText } from './problem';

/** Characters of which nothing is seen: controls, formats, spaces, what programs draw as nothing, and Braille without a point. */
const UNSEEN = /^[\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]+$/u;

/** A text as people would read it: what shows nothing was left empty. */
export const asSeen = (text: string): string => (UNSEEN.test(text) && text.trim() !== '' ? '' : text);

type Holder = Record<string, unknown>;

const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null;

/**
 * A body as people would read it: what shows nothing was left empty, so that a reason which must be given cannot be there and be
 * seen by nobody. Without recursion: whoever sends it chooses how deeply it is nested.
 * @throws UnstorableText for half a character, which is no text
 */
function asRead(body: unknown): unknown {
  const whole: Holder = { body };
  const open: Holder[] = [whole];
  for (let holder = open.pop(); holder !== undefined; holder = open.pop()) {
    for (const [name, value] of Object.entries(holder)) {
      if (isHolder(value)) open.push(value);
      if (typeof value !== 'string') continue;
      if (!value.isWellFormed()) throw new UnstorableText();
      holder[name] = asSeen(value);
    }
  }
  return whole['body'];
}

/** For the bodies that were parsed before it; the fields of a form with files are read as they come (`multipart.ts`). */
export function legible(request: Request, _response: Response, next: NextFunction): void {
  if (isHolder(request.body)) request.body = asRead(request.body);
  next();
}

import { createHash } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

/** Before it stands what a field is called, after it what makes its name its own. */
const OWN = '~';

/**
 * The name of a box that stands for one of many things. Browsers bring back what was ticked when one comes back to a page, by the name
 * and the place of a box and never by its value: where a thing came or went meanwhile, the tick of one stood on another, under a name that both had.
 */
export const ownName = (name: string, of: string | number): string => `${name}${OWN}${of}`;

interface Among {
  readonly value?: unknown;
  readonly instant?: unknown;
  readonly readings?: readonly Among[];
}
const valuesOf = (choices: readonly Among[]): unknown[] =>
  choices.flatMap(({ value, instant, readings }) => (readings ? valuesOf(readings) : [value ?? instant]));

/** The same for choices of which one is taken: they have one name, and another as soon as there is something else to choose from. */
export const nameAmong = (name: string, choices: readonly Among[]): string =>
  ownName(
    name,
    createHash('sha256')
      .update(JSON.stringify(valuesOf(choices)))
      .digest('base64url')
      .slice(0, 12),
  );

type Fields = Record<string, unknown>;

/** Fields by what they are called: one is a text and several are a list, as if the boxes had had one name. */
function together(body: Fields): Fields {
  if (!Object.keys(body).some((name) => name.includes(OWN))) return body;
  const fields = new Map<string, unknown[]>();
  for (const [name, value] of Object.entries(body)) {
    const [called = name] = name.split(OWN, 1);
    fields.set(called, [
      ...(fields.get(called) ?? []),
      ...(Array.isArray(value) ? (value as unknown[]) : [value]),
    ]);
  }
  return Object.fromEntries([...fields].map(([name, all]) => [name, all.length === 1 ? all[0] : all]));
}

/** For forms that were parsed before it. */
export function ownNames(request: Request, _response: Response, next: NextFunction): void {
  const { body } = request as { body: unknown };
  if (request.is('application/x-www-form-urlencoded') !== false && typeof body === 'object' && body !== null)
    request.body = together(body as Fields);
  next();
}

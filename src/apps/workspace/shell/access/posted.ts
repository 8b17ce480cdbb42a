import type { Request } from 'express';
import { DomainError } from '../../../../kernel/errors';
import { receiveFields } from '../../../../platform/http';
import { SECRET_FIELDS } from '../forms/secret-fields';
import type { Held } from '../session/session.data';

/** The hidden field of every form: to whom the page was shown. */
export const SHOWN_TO = '_officer';
/** What is held until the officer has confirmed must be small: words of a form, not files. */
const HELD_BYTES = 32 * 1024;

/** A field of a form, as it goes into a page again; one that was given twice is there twice. */
export interface PostedField {
  readonly name: string;
  readonly value: string;
}

export const fieldsOf = (form: Held['fields']): PostedField[] =>
  Object.entries(form).flatMap(([name, value]) => [value].flat().map((one) => ({ name, value: one })));

/** A form that came when nobody was signed in any more: it goes back to whoever sent it, and nothing of it is kept here. */
export interface Unsent {
  readonly path: string;
  readonly fields: readonly PostedField[];
  /** It came with a file, which must be chosen again. */
  readonly file: boolean;
}

const formOf = (request: Request): Record<string, unknown> | undefined => {
  const body: unknown = request.body;
  const isForm = request.is('application/x-www-form-urlencoded') !== false;
  return isForm && typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : undefined;
};

/** Takes the hidden field out of a form, so that no schema needs to know it. */
export function takeShownTo(request: Request): string | undefined {
  const form = formOf(request);
  const value = form?.[SHOWN_TO];
  if (form === undefined || value === undefined) return undefined;
  request.body = Object.fromEntries(Object.entries(form).filter(([name]) => name !== SHOWN_TO));
  // Given twice it is no officer's.
  return typeof value === 'string' ? value : '';
}

/** What was posted by a page that was shown to somebody: to `shownTo` by a form of words, by its own field of one with a file. */
export async function unsentOf(request: Request, shownTo: string | undefined): Promise<Unsent | undefined> {
  const { method, path } = request;
  if (method !== 'POST') return undefined;
  const form = formOf(request);
  if (form !== undefined && shownTo !== undefined)
    return { path, fields: fieldsOf({ ...(form as Held['fields']), [SHOWN_TO]: shownTo }), file: false };
  if (form !== undefined || request.is('multipart/form-data') === false || path.startsWith('/api/'))
    return undefined;
  const fields = await typedIn(request);
  return fields[SHOWN_TO] === undefined ? undefined : { path, fields: fieldsOf(fields), file: true };
}

/**
 * The words of a form of a signed-in officer that met a part of the service which is away: like what came after its session had ended,
 * they go back to whoever typed them. `request.officer` is known only where that part was not needed to find out.
 */
export function unkeptOf(request: Request): Omit<Unsent, 'file'> | undefined {
  const form = formOf(request) as Held['fields'] | undefined;
  const shownTo = form?.[SHOWN_TO] ?? request.officer?.id;
  if (request.method !== 'POST' || form === undefined || shownTo === undefined) return undefined;
  if (Object.keys(form).some((name) => SECRET_FIELDS.has(name))) return undefined;
  return { path: request.path, fields: fieldsOf({ ...form, [SHOWN_TO]: shownTo }) };
}

/** What was typed in a form with a file; nothing where it is broken, since nobody is signed in who should hear of it. */
async function typedIn(request: Request): Promise<Readonly<Record<string, string>>> {
  try {
    return await receiveFields(request);
  } catch (error) {
    if (error instanceof DomainError) return {};
    throw error;
  }
}

/** The path of our own page that a request came from. */
export function pageOf(request: Request): string {
  const referer = request.get('Referer') ?? '';
  const path = URL.canParse(referer) ? new URL(referer).pathname : '/';
  return /^\/[A-Za-z0-9/-]*$/.test(path) && !path.startsWith('//') ? path : '/';
}

/** Keeps a posted form in the session, so that nothing typed is lost while the officer confirms; `fully`: with everything. */
export function hold(request: Request, at: Date, fully: boolean): void {
  const form = formOf(request);
  delete request.session.held;
  if (request.method !== 'POST' || form === undefined || request.path.startsWith('/api/')) return;
  const fields = form as Held['fields'];
  if (JSON.stringify(fields).length > HELD_BYTES) return;
  request.session.held = { path: request.path, from: pageOf(request), fields, at: at.getTime(), fully };
}

/** Keeps which page to go on to, and nothing that was typed: passwords lie in no session. */
export function holdPage(request: Request, path: string, at: Date): void {
  request.session.held = {
    path,
    from: '/second-factor',
    fields: {},
    at: at.getTime(),
    fully: true,
    page: true,
  };
}

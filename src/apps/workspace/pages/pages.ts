import type { Response } from 'express';
import { may, PERMISSIONS, type Officer, type Permission } from '../../../features/identity';
import { systemClock } from '../../../kernel/clock';
import { SHOWN_TO } from '../access/posted';

export interface PageContext {
  readonly title: string;
  readonly [name: string]: unknown;
}

/** What the pages offer whom. */
export const permissionsOf = (officer: Officer): Record<Permission, boolean> =>
  Object.fromEntries(PERMISSIONS.map((permission) => [permission, may(officer.role, permission)])) as Record<
    Permission,
    boolean
  >;

/** Shows a page in the one layout, with what it needs to know of who is signed in. */
export function show(response: Response, template: string, context: PageContext, status = 200): void {
  const request = response.req;
  const { officer } = request;
  const whole = {
    ...context,
    ...(officer !== undefined && { officer, can: permissionsOf(officer), shownAt: systemClock.now() }),
    unseenEmergencies: request.unseenEmergencies ?? 0,
  };
  response.status(status).render(template, whole, (error: Error | null, html: string) => {
    if (error === null) response.send(officer === undefined ? html : shownTo(officer, html));
    else request.next?.(error);
  });
}

/**
 * Marks every form with the officer to whom it is shown: sent after another has signed in on the same machine, it is
 * refused. A form with a file says its own.
 */
const shownTo = (officer: Officer, html: string): string =>
  html.replaceAll(
    /<form(?=[^>]*\bmethod="post")(?![^>]*\benctype=)[^>]*>/g,
    (form) => `${form}<input type="hidden" name="${SHOWN_TO}" value="${officer.id}">`,
  );

/** After a form was taken: a GET, so that reloading repeats nothing. */
export const goTo = (response: Response, path: string): void => response.redirect(303, path);

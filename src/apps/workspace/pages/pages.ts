import type { Request, Response } from 'express';
import { may, PERMISSIONS, type Officer, type Permission } from '../../../features/identity';

export interface PageContext {
  readonly title: string;
  readonly [name: string]: unknown;
}

const permissionsOf = (officer: Officer): Record<Permission, boolean> =>
  Object.fromEntries(PERMISSIONS.map((permission) => [permission, may(officer.role, permission)])) as Record<
    Permission,
    boolean
  >;

/** Shows a page in the one layout, with what it needs to know of who is signed in. */
export function show(
  request: Request,
  response: Response,
  template: string,
  context: PageContext,
  status = 200,
): void {
  const { officer } = request;
  response.status(status).render(template, {
    ...context,
    ...(officer !== undefined && { officer, can: permissionsOf(officer) }),
  });
}

/** After a form was taken: a GET, so that reloading repeats nothing. */
export const goTo = (response: Response, path: string): void => response.redirect(303, path);

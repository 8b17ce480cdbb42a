import type { Response } from 'express';
import type { EmergencyAccess } from '../../../../features/emergency';
import { may, PERMISSIONS, type Officer, type Permission } from '../../../../features/identity';
import { systemClock } from '../../../../kernel/clock';
import type { Problem, Views } from '../../../../platform/http';
import { SHOWN_TO, type Unsent } from '../access/posted';
import type { FormState } from '../forms/form';

/**
 * What each template is given, by its name. A page declares its own beside the code that shows it; a test compares them
 * with the names that the templates read.
 */
export interface Pages {
  'shell/layout/problem.njk': { readonly problem: Problem };
  'shell/layout/unsent.njk': Unsent;
  'shell/layout/unkept.njk': Omit<Unsent, 'file'> & { readonly problem: Problem; readonly from: string };
}

/** One of several answers, in a list or as a radio. */
export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** What the layout reads of every page. */
export interface Heading {
  readonly title: string;
  /** Of the forms that need another look. */
  readonly summary?: FormState['summary'];
}

/** What the layout reads beside a page's own names. */
export interface Layout extends Heading {
  readonly officer?: Officer;
  readonly can?: Readonly<Record<Permission, boolean>>;
  readonly shownAt?: Date;
  /** Dense for whoever works here; sign-in has the room it needs. */
  readonly bodyClasses?: string;
  readonly unseenEmergencies?: number;
  readonly waitingReports?: number;
  readonly openEmergencies?: readonly EmergencyAccess[];
  /** Whichever of these a page has is named on its sheets. */
  readonly investigation?: { readonly urn: string };
  readonly bundle?: { readonly urn: string };
  readonly schedule?: { readonly urn: string };
  readonly exhibit?: { readonly urn: string };
  readonly person?: { readonly displayName: string };
}

export type View<Name extends keyof Pages> = Heading & Pages[Name];

/** What the pages offer whom. */
const permissionsOf = (officer: Officer): Record<Permission, boolean> =>
  Object.fromEntries(PERMISSIONS.map((permission) => [permission, may(officer.role, permission)])) as Record<
    Permission,
    boolean
  >;

/** Shows a page in the one layout, with what it needs to know of who is signed in. */
export function show<Name extends keyof Pages>(
  response: Response,
  template: Name,
  view: View<Name>,
  status = 200,
): void {
  const request = response.req;
  const { officer } = request;
  const whole = {
    ...view,
    ...whoSees(officer),
    ...(officer !== undefined && { shownAt: systemClock.now() }),
    unseenEmergencies: request.unseenEmergencies ?? 0,
    waitingReports: request.waitingReports ?? 0,
  };
  response.status(status).render(template, whole, (error: Error | null, html: string) => {
    if (error === null) response.send(officer === undefined ? html : shownTo(officer, html));
    else request.next?.(error);
  });
}

/** The page of a problem, which may come up before anything is known of the request. */
export function problemPage(views: Views, problem: Problem, officer: Officer | undefined): string {
  const title = problem.status === 404 ? 'Page not found' : 'That did not work';
  const view: View<'shell/layout/problem.njk'> = { title, problem };
  return views.render('shell/layout/problem.njk', { ...view, ...whoSees(officer) });
}

/** What came after its session had ended, to be sent again. */
export function unsentPage(views: Views, unsent: Unsent): string {
  const view: View<'shell/layout/unsent.njk'> = { title: 'You have been signed out', ...unsent };
  return views.render('shell/layout/unsent.njk', { ...view });
}

/** What met a part of the service that is away: it can be sent again from here, and it can be seen first whether it was done. */
export function unkeptPage(
  views: Views,
  problem: Problem,
  unsent: Omit<Unsent, 'file'>,
  from: string,
): string {
  const view: View<'shell/layout/unkept.njk'> = { title: 'That did not work', problem, from, ...unsent };
  return views.render('shell/layout/unkept.njk', { ...view });
}

const whoSees = (officer: Officer | undefined): Pick<Layout, 'officer' | 'can' | 'bodyClasses'> =>
  officer === undefined ? {} : { officer, can: permissionsOf(officer), bodyClasses: 'lintel-desk' };

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

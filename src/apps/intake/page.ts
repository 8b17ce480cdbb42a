import type { Response } from 'express';
import type { Problem, Views } from '../../platform/http';
import type { Offer, Speech } from './speech';

/**
 * What each template is given, by its name. A page declares its own beside the code that shows it; a test compares them
 * with the names that the templates read.
 */
export interface Pages {
  'problem.njk': { readonly detail: string; readonly problem: Problem; readonly written: string };
  'signed-out.njk': { readonly written: string; readonly notKept: boolean };
}

/** What the layout reads of every page. */
export interface Heading {
  readonly title: string;
}

/** What the layout reads beside a page's own names. @public: the test of the templates reads it. */
export interface Layout extends Heading, Speech, Offer {
  /** There is a session. */
  readonly signedIn?: boolean;
  /** Whom they may ask, in words of the officer's or the operator's; empty: nobody was named. */
  readonly ask?: string;
  /** The private link, on the page that asks for its code: there it is in the form, not in the address. */
  readonly link?: string;
  /** Where their pages begin; of a page without a session nothing. */
  readonly home?: string;
  /** It began on an officer's device. */
  readonly assisted?: boolean;
  /** The code has not been entered in it. */
  readonly codeNeeded?: boolean;
}

export type View<Name extends keyof Pages> = Heading & Pages[Name];

/** Shows a page in the language of the request. */
export const show = <Name extends keyof Pages>(response: Response, template: Name, view: View<Name>): void =>
  response.render(template, view);

/** The same where no handler was reached. `locals` holds what the request is known to be. */
export const pageText = <Name extends keyof Pages>(
  views: Views,
  template: Name,
  locals: object,
  view: View<Name>,
): string => views.render(template, { ...locals, ...view });

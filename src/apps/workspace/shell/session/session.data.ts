import type { ProviderFlow } from '../../../../features/identity';
import type { OfficerId, ViewingId } from '../../../../kernel/ids';

/** What was posted when it turned out that the officer had to confirm first; posted again afterwards. */
export interface Held {
  readonly path: string;
  /** The page with the form. */
  readonly from: string;
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
  /** Milliseconds since the epoch, as all times here. */
  readonly at: number;
  /** Whether it waits for a confirmation with all that signing in asks for. */
  readonly fully: boolean;
  /** A page to be shown, not a form to be posted. */
  readonly page?: true;
}

/** Sent to the provider, and not back yet. */
export interface AtProvider {
  readonly flow: ProviderFlow;
  readonly why: 'sign-in' | 'confirm';
  readonly next: string;
  readonly at: number;
}

/** What PostgreSQL alone changes in a session, and only for the ticket of somebody who has proved who they are. */
export interface SignInState {
  readonly officerId: OfficerId;
  /** How the officer signed in. */
  readonly by: 'password' | 'provider';
  /** Until when the last confirmation counts; may be past. */
  readonly confirmedUntil: Date | null;
}

/** What the workspace keeps in a session for itself. */
export interface KeptWords {
  /** The password was right, the second step is still to come. */
  secondStep: { readonly ticket: string; readonly next: string; readonly at: number };
  atProvider: AtProvider;
  held: Held;
}

declare module 'express-session' {
  interface SessionData extends KeptWords {
    /** Set when somebody is signed in. */
    signIn: SignInState;
  }
}

declare module 'express-serve-static-core' {
  interface Request {
    /** Whether what is being sent under a ticket may go on; asked while it is. */
    mayGoOn?: (ticket: ViewingId) => Promise<boolean>;
  }
}

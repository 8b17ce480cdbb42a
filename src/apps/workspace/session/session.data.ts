import type { ProviderFlow } from '../../../features/identity';
import type { OfficerId } from '../../../kernel/ids';

/** What was posted when it turned out that the officer had to confirm first; posted again afterwards. */
export interface Held {
  readonly path: string;
  /** The page with the form. */
  readonly from: string;
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
  /** Milliseconds since the epoch, as all times here. */
  readonly at: number;
}

/** Sent to the provider, and not back yet. */
export interface AtProvider {
  readonly flow: ProviderFlow;
  readonly why: 'sign-in' | 'confirm';
  readonly next: string;
  readonly at: number;
}

declare module 'express-session' {
  interface SessionData {
    officerId: OfficerId;
    /** How the officer signed in. */
    by: 'password' | 'provider';
    /** When: a session ends so long after it, however busy it is. */
    startedAt: number;
    /** Stays when the session gets another id; a new one at each sign-in. */
    family: string;
    /** When the officer last confirmed who they are. */
    confirmedAt: number;
    /** The password was right, the second step is still to come. */
    secondStep: { readonly officerId: OfficerId; readonly next: string; readonly at: number };
    atProvider: AtProvider;
    held: Held;
  }
}

declare module 'express-serve-static-core' {
  interface Request {
    /** Whether the sign-in under which this request came still stands; asked while it is being answered. */
    stillSignedIn?: () => Promise<boolean>;
  }
}

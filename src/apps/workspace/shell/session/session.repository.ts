import { Injectable } from '@nestjs/common';
import type { SessionFamily, ViewingId } from '../../../../kernel/ids';
import type { Transaction } from '../../../../platform/database';
import type { Place } from '../../../../platform/http';
import type { KeptWords, SignInState } from './session.data';

interface SessionRow {
  readonly officerId: SignInState['officerId'] | null;
  readonly by: SignInState['by'] | null;
  readonly confirmedUntil: Date | null;
  readonly data: Partial<KeptWords>;
}

export interface FoundSession {
  readonly signIn: SignInState | undefined;
  readonly words: Partial<KeptWords>;
}

/** Where a session is begun. */
export interface SessionPlace {
  readonly browser: string;
  readonly place: Place;
  /** The secret by which the browser was known, and the one by which it will be. */
  readonly formerDevice: string | undefined;
  readonly device: string;
}

export interface OwnSession {
  readonly id: SessionFamily;
  /** Null of one that was begun by an earlier version. */
  readonly browser: string | null;
  readonly place: Place | null;
  readonly startedAt: Date;
  readonly seenAt: Date;
  /** Whether it is the one that asks. */
  readonly here: boolean;
}

interface Done {
  readonly done: boolean;
}

/**
 * Sessions, each reached by its secret alone: PostgreSQL keeps a hash of it, gives no list of them, and takes an officer or a
 * confirmation into one only for a ticket.
 */
@Injectable()
export class SessionRepository {
  async find(tx: Transaction, secret: string): Promise<FoundSession | undefined> {
    const [row] = await tx.query<SessionRow>(
      'SELECT "officerId", by, "confirmedUntil", data FROM lintel.session_of($1)',
      [secret],
    );
    if (row === undefined) return undefined;
    const { officerId, by, confirmedUntil, data } = row;
    const signIn = officerId === null || by === null ? undefined : { officerId, by, confirmedUntil };
    return { signIn, words: data };
  }

  /** Notes a secret that opened no session. Why it did not; null when that was noted before. */
  async refuse(tx: Transaction, secret: string): Promise<'expired' | 'unknown' | null> {
    const [row] = await tx.query<{ why: 'expired' | 'unknown' | null }>(
      'SELECT lintel.refuse_session($1) AS why',
      [secret],
    );
    return row?.why ?? null;
  }

  async keep(tx: Transaction, secret: string, words: Partial<KeptWords>, idleMinutes: number): Promise<void> {
    await tx.query<{ done: string }>(
      'SELECT lintel.keep_session($1, $2, make_interval(mins => $3))::text AS done',
      [secret, JSON.stringify(words), idleMinutes],
    );
  }

  async touch(tx: Transaction, secret: string, idleMinutes: number): Promise<void> {
    await tx.query<{ done: string }>(
      'SELECT lintel.touch_session($1, make_interval(mins => $2))::text AS done',
      [secret, idleMinutes],
    );
  }

  async renew(tx: Transaction, former: string, secret: string): Promise<void> {
    await tx.query<{ done: string }>('SELECT lintel.renew_session($1, $2)::text AS done', [former, secret]);
  }

  async end(tx: Transaction, secret: string): Promise<void> {
    await tx.query<{ done: string }>('SELECT lintel.end_session($1)::text AS done', [secret]);
  }

  /** `false` when the ticket is none, was used, or has run out. */
  async begin(
    tx: Transaction,
    secret: string,
    ticket: string,
    lasts: { readonly idleMinutes: number; readonly sessionMinutes: number },
    at: SessionPlace,
  ): Promise<boolean> {
    const [row] = await tx.query<Done>(
      'SELECT lintel.begin_session($1, $2, make_interval(mins => $3), make_interval(mins => $4), $5, $6, $7, $8) AS done',
      [
        secret,
        ticket,
        lasts.idleMinutes,
        lasts.sessionMinutes,
        at.browser,
        at.place,
        at.formerDevice ?? null,
        at.device,
      ],
    );
    return row?.done === true;
  }

  /** The same, or when it is another officer's. */
  async confirm(tx: Transaction, secret: string, ticket: string, minutes: number): Promise<boolean> {
    const [row] = await tx.query<Done>(
      'SELECT lintel.confirm_session($1, $2, make_interval(mins => $3)) AS done',
      [secret, ticket, minutes],
    );
    return row?.done === true;
  }

  /** Whether whoever acts has confirmed it a short while ago with all that signing in asks for. */
  async isFullyConfirmed(tx: Transaction): Promise<boolean> {
    const [row] = await tx.query<Done>('SELECT lintel.fully_confirmed_until() IS NOT NULL AS done');
    return row?.done === true;
  }

  /** Of whoever acts. */
  async own(tx: Transaction): Promise<OwnSession[]> {
    return tx.query<OwnSession>(
      'SELECT id, browser, place, "startedAt", "seenAt", here FROM lintel.own_sessions()',
    );
  }

  async mayGoOn(tx: Transaction, secret: string, ticket: ViewingId): Promise<boolean> {
    const [row] = await tx.query<Done>('SELECT lintel.may_go_on($1, $2) AS done', [secret, ticket]);
    return row?.done === true;
  }
}

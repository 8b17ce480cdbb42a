import type { Request } from 'express';
import { Cookie, Store, type CookieOptions, type SessionData } from 'express-session';
import { SERVICE_SUBJECT, type CustodyLog } from '../../../../custody';
import { actingAs, type Database, type Transaction } from '../../../../platform/database';
import './session.data';
import { SessionRepository } from './session.repository';

type Answer<T> = (error: unknown, result?: T) => void;

/** express-session puts it into its store, and its types do not say so. */
interface Generating {
  generate(request: Request): void;
}

/** Sessions of officers, in PostgreSQL: express-session's way to SessionRepository. */
export class SessionStore extends Store {
  private readonly sessions = new SessionRepository();

  constructor(
    private readonly database: Database,
    private readonly custody: CustodyLog,
    private readonly idleMinutes: number,
    private readonly cookie: CookieOptions,
  ) {
    super();
  }

  override get(secret: string, done: Answer<SessionData | null>): void {
    this.run(done, async (tx) => {
      const found = await this.sessions.find(tx, secret);
      if (found === undefined) {
        await this.refuse(tx, secret);
        return null;
      }
      const { signIn, words } = found;
      // What is not there yet is not there: the type of express-session has no room for that.
      return { ...words, ...(signIn !== undefined && { signIn }), cookie: this.freshCookie() } as SessionData;
    });
  }

  override set(secret: string, session: SessionData, done: Answer<undefined> = ignore): void {
    const { held, atProvider, secondStep } = session as Partial<SessionData>;
    const words = {
      ...(held !== undefined && { held }),
      ...(atProvider !== undefined && { atProvider }),
      ...(secondStep !== undefined && { secondStep }),
    };
    this.run(done, async (tx) => {
      await this.sessions.keep(tx, secret, words, this.idleMinutes);
      return undefined;
    });
  }

  override touch(secret: string, _session: SessionData, done: Answer<undefined> = ignore): void {
    this.run(done, async (tx) => {
      await this.sessions.touch(tx, secret, this.idleMinutes);
      return undefined;
    });
  }

  override destroy(secret: string, done: Answer<undefined> = ignore): void {
    this.run(done, async (tx) => {
      await this.sessions.end(tx, secret);
      return undefined;
    });
  }

  /** The session goes on under another secret, and what it keeps is given up: no fixation. */
  override regenerate(request: Request, done: Answer<undefined>): void {
    const former = request.sessionID;
    (this as unknown as Generating).generate(request);
    this.run(done, async (tx) => {
      await this.sessions.renew(tx, former, request.sessionID);
      return undefined;
    });
  }

  /** As the cookie of a new session: each request moves its end on. */
  private freshCookie(): Cookie {
    return Object.assign(new Cookie(), this.cookie);
  }

  /** Only a cookie that this service signed comes so far. */
  private async refuse(tx: Transaction, secret: string): Promise<void> {
    const why = await this.sessions.refuse(tx, secret);
    if (why === null) return;
    await this.custody.append(tx, {
      type: 'scope-refused',
      subject: SERVICE_SUBJECT,
      detail: { kind: 'officer', why },
    });
  }

  /** Nobody's scope: a session is reached by its secret. */
  private run<T>(done: Answer<T>, work: (tx: Transaction) => Promise<T>): void {
    actingAs(undefined, () => this.database.transaction(work)).then(
      (result) => done(null, result),
      (error: unknown) => done(error),
    );
  }
}

const ignore = (): void => undefined;

import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { SessionData } from 'express-session';
import { CONFIG, type Config } from '../../../config';
import {
  Credentials,
  IdentityService,
  SecondFactorNeeded,
  WrongCode,
  type Officer,
  type Proof,
} from '../../../features/identity';
import { CLOCK, type Clock } from '../../../kernel/clock';
import { Database } from '../../../platform/database';
import { StepUpNeeded } from '../access/access.errors';
import { hold } from '../access/posted';
import type { Held } from './session.data';
import { cookieName, isSecure } from './session.middleware';
import { SessionRepository } from './session.repository';

type Done = (error?: unknown) => void;
type Kept = Partial<Omit<SessionData, 'cookie'>>;

/** How long a right password waits for its code. */
const SECOND_STEP_MS = 5 * 60_000;
/** How long a posted form waits for the confirmation it needs. */
const HELD_MS = 10 * 60_000;

const wait = (start: (done: Done) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    start((error) => {
      if (error === undefined || error === null) resolve();
      else reject(error instanceof Error ? error : new Error('session store failed'));
    });
  });

/** Signing in and out. Every change of what a session may do gives it a new id (no fixation). */
@Injectable()
export class OfficerSessions {
  constructor(
    private readonly identity: IdentityService,
    private readonly credentials: Credentials,
    private readonly database: Database,
    private readonly sessions: SessionRepository,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws LocalSignInOff, SecondFactorNeeded, SignInRefused */
  async signIn(request: Request, email: string, password: string, code?: string): Promise<Officer> {
    const officer = await this.credentials.signIn(email, password, code);
    await this.begin(request, officer, 'password');
    return officer;
  }

  /** For pages, which ask for the code on a page of its own: undefined when it is still to come. @throws SignInRefused */
  async firstStep(
    request: Request,
    { email, password, next }: { readonly email: string; readonly password: string; readonly next: string },
  ): Promise<Officer | undefined> {
    try {
      return await this.signIn(request, email, password);
    } catch (error) {
      if (!(error instanceof SecondFactorNeeded)) throw error;
      await this.replace(request, { secondStep: { officerId: error.officer, next, at: this.now() } });
      return undefined;
    }
  }

  awaitsCode(request: Request): boolean {
    const { secondStep } = request.session;
    return secondStep !== undefined && this.now() - secondStep.at < SECOND_STEP_MS;
  }

  /** Gives where to go. @throws WrongCode */
  async secondStep(request: Request, code: string): Promise<string> {
    const { secondStep } = request.session;
    if (secondStep === undefined || !this.awaitsCode(request)) throw new WrongCode();
    const officer = await this.credentials.secondStep(secondStep.officerId, code);
    await this.begin(request, officer, 'password');
    return officer.mustChangePassword ? '/password' : secondStep.next;
  }

  /** A wholly new session: nothing of another officer's on this machine is left. */
  async begin(request: Request, officer: Officer, by: SessionData['by']): Promise<void> {
    await this.database.transaction((tx) => this.sessions.removeOld(tx));
    await this.replace(request, {
      officerId: officer.id,
      by,
      startedAt: this.now(),
      family: randomUUID(),
    });
  }

  /** Shows again who the officer is. @throws WrongCode, WrongPassword */
  async confirm(request: Request, officer: Officer, proof: Proof): Promise<void> {
    await this.credentials.confirm(officer.id, proof);
    await this.confirmed(request);
  }

  async confirmed(request: Request): Promise<void> {
    await this.replace(request, { ...kept(request), confirmedAt: this.now() });
  }

  /** When the last confirmation runs out; undefined when there is none that counts. */
  confirmedUntil(request: Request): Date | undefined {
    const { confirmedAt } = request.session;
    if (confirmedAt === undefined) return undefined;
    const until = confirmedAt + this.config.workspace.stepUpMinutes * 60_000;
    return until > this.now() ? new Date(until) : undefined;
  }

  /** A form that was posted is kept until the officer has confirmed. @throws StepUpNeeded */
  requireConfirmed(request: Request): void {
    if (this.confirmedUntil(request) !== undefined) return;
    hold(request, this.clock.now());
    throw new StepUpNeeded(this.config.workspace.stepUpMinutes);
  }

  /** What waited for the confirmation, once. */
  takeHeld(request: Request): Held | undefined {
    const { held } = request.session;
    delete request.session.held;
    return held !== undefined && this.now() - held.at < HELD_MS ? held : undefined;
  }

  /** Whether a session has gone on for so long, or in such a way, that it counts no more. */
  hasEnded({ session }: Request): boolean {
    const { startedAt = 0, by } = session;
    if (by === 'password' && !this.config.signIn.local) return true;
    return this.now() - startedAt >= this.config.workspace.sessionMinutes * 60_000;
  }

  /** Also ends the officer's sessions elsewhere. @throws WrongPassword, WeakPassword */
  async changePassword(
    request: Request,
    officer: Officer,
    current: string,
    wanted: string,
  ): Promise<Officer> {
    const changed = await this.identity.changePassword(officer.id, current, wanted);
    await this.replace(request, kept(request));
    const { sessionID } = request;
    await this.database.transaction((tx) => this.sessions.endOthers(tx, officer.id, sessionID));
    return changed;
  }

  async signOut(request: Request, response: Response, officer: Officer): Promise<void> {
    await this.identity.signedOut(officer.id);
    await wait((done) => request.session.destroy(done));
    response.clearCookie(cookieName(this.config), {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      secure: isSecure(this.config),
    });
    // Nothing of what was shown may come back by the back button, for whoever sits here next.
    response.setHeader('Clear-Site-Data', '"cache"');
  }

  private async replace(request: Request, data: Kept): Promise<void> {
    await wait((done) => request.session.regenerate(done));
    Object.assign(request.session, data);
    await wait((done) => request.session.save(done));
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}

/** What a session knows, without its cookie. */
const kept = ({ session }: Request): Kept => {
  const { officerId, by, startedAt, family, confirmedAt, held } = session;
  const all = { officerId, by, startedAt, family, confirmedAt, held };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
};

import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CONFIG, type Config } from '../../../../config';
import {
  Credentials,
  IdentityService,
  SecondFactor,
  SecondFactorNeeded,
  WrongCode,
  SignInRefused,
  type Attempted,
  type Given,
  type GivenStep,
  type Officer,
  type SignedIn,
} from '../../../../features/identity';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import { networkOf, placeOf } from '../../../../platform/http';
import { StepUpNeeded } from '../access/access.errors';
import { hold, holdPage } from '../access/posted';
import { browserName } from './browser-name';
import { DeviceCookie } from './device-cookie';
import type { Held, KeptWords } from './session.data';
import { cookieName, isSecure } from './session.middleware';
import { SessionRepository } from './session.repository';

type Done = (error?: unknown) => void;

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
  private readonly devices: DeviceCookie;

  constructor(
    private readonly identity: IdentityService,
    private readonly credentials: Credentials,
    private readonly factor: SecondFactor,
    private readonly database: Database,
    private readonly sessions: SessionRepository,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.devices = new DeviceCookie(config);
  }

  /** @throws LocalSignInOff, SecondFactorNeeded, SignInHeld, OneTimePasswordOver, SignInRefused */
  async signIn(request: Request, email: string, password: string, code?: string): Promise<Officer> {
    return this.begin(request, await this.credentials.signIn(this.attempted(request), email, password, code));
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
      // Whoever was signed in on this machine is not any more.
      await this.end(request);
      await this.renew(request, { secondStep: { ticket: error.ticket, next, at: this.now() } });
      return undefined;
    }
  }

  awaitsCode(request: Request): boolean {
    const { secondStep } = request.session;
    return secondStep !== undefined && this.now() - secondStep.at < SECOND_STEP_MS;
  }

  /** Of a right password that waits for its second step; undefined when none does. */
  ticketOf(request: Request): string | undefined {
    return this.awaitsCode(request) ? request.session.secondStep?.ticket : undefined;
  }

  /** With where to go. @throws WrongCode, WrongPasskey */
  async secondStep(request: Request, given: GivenStep): Promise<{ officer: Officer; next: string }> {
    const { secondStep } = request.session;
    if (secondStep === undefined || !this.awaitsCode(request)) throw new WrongCode();
    const officer = await this.begin(
      request,
      await this.credentials.secondStep(this.attempted(request), secondStep.ticket, given),
    );
    return { officer, next: officer.mustChangePassword ? '/password' : secondStep.next };
  }

  /** A wholly new session: nothing of another officer's on this machine is left. @throws SignInRefused for a ticket that was used */
  async begin(request: Request, { officer, ticket }: SignedIn): Promise<Officer> {
    const { idleMinutes, sessionMinutes } = this.config.workspace;
    await this.renew(request);
    const at = {
      browser: browserName(request.headers['user-agent'] ?? ''),
      place: placeOf(request.ip ?? ''),
      formerDevice: this.devices.read(request),
      device: this.devices.renew(request),
    };
    const begun = await this.database.transaction((tx) =>
      this.sessions.begin(tx, request.sessionID, ticket, { idleMinutes, sessionMinutes }, at),
    );
    if (!begun) throw new SignInRefused();
    await wait((done) => request.session.reload(done));
    return officer;
  }

  /** Shows again who the officer is. @throws WrongCode, WrongPassword */
  async confirm(request: Request, officer: Officer, given: Given): Promise<void> {
    await this.confirmed(request, await this.credentials.confirm(officer, given));
  }

  /** @throws SignInRefused for the ticket of somebody else */
  async confirmed(request: Request, ticket: string): Promise<void> {
    const { held } = request.session;
    await this.renew(request, held === undefined ? {} : { held });
    const { stepUpMinutes } = this.config.workspace;
    const done = await this.database.transaction((tx) =>
      this.sessions.confirm(tx, request.sessionID, ticket, stepUpMinutes),
    );
    if (!done) throw new SignInRefused();
    await wait((finish) => request.session.reload(finish));
  }

  /** When the last confirmation runs out; undefined when there is none that counts. */
  confirmedUntil(request: Request): Date | undefined {
    const until = request.session.signIn?.confirmedUntil ?? undefined;
    return until !== undefined && until.getTime() > this.now() ? until : undefined;
  }

  /** `fully`: with all that signing in asks for. */
  async isConfirmed(request: Request, fully = false): Promise<boolean> {
    if (this.confirmedUntil(request) === undefined) return false;
    return !fully || this.database.transaction((tx) => this.sessions.isFullyConfirmed(tx));
  }

  /** A form that was posted is kept until the officer has confirmed. @throws StepUpNeeded */
  async requireConfirmed(request: Request, fully = false): Promise<void> {
    if (await this.isConfirmed(request, fully)) return;
    hold(request, this.clock.now(), fully);
    throw this.stepUpNeeded(fully);
  }

  /**
   * Before a password is changed, which takes the present one in any case: whoever has a second step gives that, too. With a one-time
   * password it was given a moment ago. @throws StepUpNeeded
   */
  async requireConfirmedForPassword(request: Request, { mustChangePassword }: Officer): Promise<void> {
    if (mustChangePassword || !(await this.factor.state()).set || (await this.isConfirmed(request, true)))
      return;
    if (!request.path.startsWith('/api/')) holdPage(request, '/password', this.clock.now());
    throw this.stepUpNeeded(true);
  }

  /** Whether what waits needs all that signing in asks for. */
  heldNeedsAll({ session }: Request): boolean {
    return session.held?.fully === true;
  }

  /** What waited for the confirmation, once. */
  takeHeld(request: Request): Held | undefined {
    const { held } = request.session;
    delete request.session.held;
    return held !== undefined && this.now() - held.at < HELD_MS ? held : undefined;
  }

  /** Whether somebody is signed in, in a way that counts. */
  isSignedIn({ session }: Request): boolean {
    const { signIn } = session;
    return signIn !== undefined && (signIn.by === 'provider' || this.config.signIn.local);
  }

  /** Also ends the officer's sessions elsewhere. @throws StepUpNeeded, WrongPassword, WeakPassword */
  async changePassword(
    request: Request,
    officer: Officer,
    current: string,
    wanted: string,
  ): Promise<Officer> {
    await this.requireConfirmedForPassword(request, officer);
    const changed = await this.identity.changePassword(officer, current, wanted);
    const { held } = request.session;
    await this.renew(request, held === undefined ? {} : { held });
    await wait((done) => request.session.reload(done));
    return changed;
  }

  async signOut(request: Request, response: Response): Promise<void> {
    await this.identity.signedOut();
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

  /** Another secret for the session, with these words in it and no others. */
  private async renew(request: Request, words: Partial<KeptWords> = {}): Promise<void> {
    await wait((done) => request.session.regenerate(done));
    Object.assign(request.session, words);
    await wait((done) => request.session.save(done));
  }

  private async end(request: Request): Promise<void> {
    const { sessionID } = request;
    await this.database.transaction((tx) => this.sessions.end(tx, sessionID));
  }

  private attempted(request: Request): Attempted {
    return { network: networkOf(request.ip ?? ''), device: this.devices.read(request) };
  }

  private stepUpNeeded(fully: boolean): StepUpNeeded {
    return new StepUpNeeded(this.config.workspace.stepUpMinutes, fully);
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}

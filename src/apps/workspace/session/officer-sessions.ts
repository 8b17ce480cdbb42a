import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CONFIG, type Config } from '../../../config';
import { IdentityService, type Officer } from '../../../features/identity';
import { Database } from '../../../platform/database';
import { cookieName, isSecure } from './session.middleware';
import { SessionRepository } from './session.repository';

type Done = (error?: unknown) => void;

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
    private readonly database: Database,
    private readonly sessions: SessionRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws SignInRefused */
  async signIn(request: Request, email: string, password: string): Promise<Officer> {
    const officer = await this.identity.signIn(email, password);
    await this.begin(request, officer);
    return officer;
  }

  /** Also ends the officer's sessions elsewhere. @throws SignInRefused, WeakPassword */
  async changePassword(
    request: Request,
    officer: Officer,
    current: string,
    wanted: string,
  ): Promise<Officer> {
    const changed = await this.identity.changePassword(officer.id, current, wanted);
    await this.begin(request, changed);
    const { sessionID } = request;
    await this.database.transaction({}, (tx) => this.sessions.endOthers(tx, officer.id, sessionID));
    return changed;
  }

  async signOut(request: Request, response: Response): Promise<void> {
    await wait((done) => request.session.destroy(done));
    response.clearCookie(cookieName(this.config), {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      secure: isSecure(this.config),
    });
  }

  private async begin(request: Request, officer: Officer): Promise<void> {
    await wait((done) => request.session.regenerate(done));
    request.session.officerId = officer.id;
    await wait((done) => request.session.save(done));
  }
}

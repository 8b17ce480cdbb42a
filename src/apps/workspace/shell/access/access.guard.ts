import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { CONFIG, type Config } from '../../../../config';
import { IdentityService, may, SecondFactor, type Officer } from '../../../../features/identity';
import { OfficerSessions } from '../session/officer-sessions';
import { ACCESS_RULE, FULL_STEP_UP, STEP_UP, type AccessRule, type StepUpRule } from './access';
import {
  AnotherOfficer,
  NotAllowed,
  PasswordChangeNeeded,
  SecondFactorMissing,
  SignInNeeded,
} from './access.errors';
import { takeShownTo, unsentOf } from './posted';
import { Reminders } from './reminders';

/** In front of every route. Deny by default: a route without a rule is closed to everyone. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly identity: IdentityService,
    private readonly sessions: OfficerSessions,
    private readonly factor: SecondFactor,
    private readonly reminders: Reminders,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const places = [context.getHandler(), context.getClass()];
    const access = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, places);
    if (access === undefined) throw new NotAllowed();
    const request = context.switchToHttp().getRequest<Request>();
    const officer = await this.signedIn(request);
    const shownTo = takeShownTo(request);
    if (officer !== undefined) {
      request.officer = officer;
      if (shownTo !== undefined && shownTo !== officer.id) throw new AnotherOfficer();
    } else if (access !== 'anyone' && access !== 'officer') {
      // What is typed for those two are passwords and codes, which stand in no page.
      request.unsent = await unsentOf(request, shownTo);
    }
    if (access !== 'anyone') await this.require(request, officer, access);
    const rule = this.reflector.getAllAndOverride<StepUpRule | undefined>(STEP_UP, places);
    const fully = this.reflector.getAllAndOverride<true | undefined>(FULL_STEP_UP, places) === true;
    if (rule !== undefined) await this.requireConfirmed(request, rule, fully);
    return true;
  }

  /**
   * Asked of the session alone: without a confirmation no handler is reached, whatever it would make of the form. One
   * that its route refuses anyway is refused here, so that its page can say so before anybody has to confirm.
   */
  private async requireConfirmed(request: Request, needed: StepUpRule, fully: boolean): Promise<void> {
    if (await this.sessions.isConfirmed(request, fully)) return;
    if (needed(request.body)) await this.sessions.requireConfirmed(request, fully);
  }

  private async require(
    request: Request,
    officer: Officer | undefined,
    rule: Exclude<AccessRule, 'anyone'>,
  ): Promise<void> {
    if (officer === undefined) throw new SignInNeeded();
    if (rule === 'officer') return;
    if (request.session.signIn?.by === 'password') {
      if (officer.mustChangePassword) throw new PasswordChangeNeeded();
      if (this.config.signIn.totpRequired && !(await this.factor.state()).set)
        throw new SecondFactorMissing();
    }
    if (rule !== 'settled-officer' && !may(officer.role, rule)) throw new NotAllowed();
    if (!request.path.startsWith('/api/')) await this.reminders.put(request, officer);
  }

  /** Asked of the database at every request: a disabled officer and a changed role count at once. */
  private async signedIn(request: Request): Promise<Officer | undefined> {
    return this.sessions.isSignedIn(request) ? this.identity.acting() : undefined;
  }
}

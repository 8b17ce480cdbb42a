import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { IdentityService, may, type Officer } from '../../../features/identity';
import { NotFound } from '../../../kernel/errors';
import { ACCESS_RULE, type AccessRule } from './access';
import { NotAllowed, PasswordChangeNeeded, SignInNeeded } from './access.errors';

/** In front of every route. Deny by default: a route without a rule is closed to everyone. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly identity: IdentityService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (rule === undefined) throw new NotAllowed();
    const request = context.switchToHttp().getRequest<Request>();
    const officer = await this.signedIn(request);
    if (officer !== undefined) request.officer = officer;
    if (rule !== 'anyone') this.require(officer, rule);
    return true;
  }

  private require(officer: Officer | undefined, rule: Exclude<AccessRule, 'anyone'>): void {
    if (officer === undefined) throw new SignInNeeded();
    if (rule === 'officer') return;
    if (officer.mustChangePassword) throw new PasswordChangeNeeded();
    if (rule !== 'settled-officer' && !may(officer.role, rule)) throw new NotAllowed();
  }

  /** Asked of the database at every request: a disabled officer and a changed role count at once. */
  private async signedIn(request: Request): Promise<Officer | undefined> {
    const id = request.session.officerId;
    if (id === undefined) return undefined;
    return this.identity.officer(id).catch((error: unknown) => {
      if (error instanceof NotFound) return undefined;
      throw error;
    });
  }
}

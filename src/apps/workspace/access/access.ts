import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import type { Officer, Permission } from '../../../features/identity';
import { SignInNeeded } from './access.errors';

declare module 'express-serve-static-core' {
  interface Request {
    /** Who is signed in; set by the AccessGuard. */
    officer?: Officer;
    /** For supervisors: emergency accesses that none of them has seen yet. */
    unseenEmergencies?: number;
  }
}

/**
 * Who may use a route. `anyone` needs no sign-in; `officer` is whoever is signed in, also with a one-time password;
 * `settled-officer` has replaced it; a permission needs a role that has it. A route that says nothing is closed.
 */
export type AccessRule = 'anyone' | 'officer' | 'settled-officer' | Permission;

export const ACCESS_RULE = 'lintel:access';
export const AccessFor = (rule: AccessRule): MethodDecorator & ClassDecorator =>
  SetMetadata(ACCESS_RULE, rule);

export const STEP_UP = 'lintel:step-up';
/**
 * A route that takes evidence out of the service, seals, issues or disposes of it, or gives somebody rights: the officer
 * must have confirmed who they are a short while ago. A page leads to the confirmation and then goes on; the API answers `step-up-needed`.
 * `form` is what the route takes: of what it refuses anyway nobody is asked to confirm anything.
 */
export const StepUp = (form: z.ZodType = z.unknown()): MethodDecorator => SetMetadata(STEP_UP, form);

/** The signed-in officer of a request. @throws SignInNeeded */
export function officerOf(request: Request): Officer {
  if (request.officer === undefined) throw new SignInNeeded();
  return request.officer;
}

export const CurrentOfficer = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  officerOf(context.switchToHttp().getRequest<Request>()),
);

import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import type { Officer, Permission } from '../../../../features/identity';
import { ValidationFailed } from '../../../../platform/http';
import { SignInNeeded } from './access.errors';
import type { Unsent } from './posted';

declare module 'express-serve-static-core' {
  interface Request {
    /** Who is signed in; set by the AccessGuard. */
    officer?: Officer;
    /** What was typed for a route that needs somebody who is signed in, and nobody is. */
    unsent?: Unsent | undefined;
    /** For supervisors: emergency accesses that none of them has seen yet. */
    unseenEmergencies?: number;
    /** For supervisors: reports of pressure that they answer for and nobody has taken up. */
    waitingReports?: number;
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
/** Whether what was posted needs a confirmation. @throws ValidationFailed for what its route refuses anyway */
export type StepUpRule = (posted: unknown) => boolean;

/** As StepUp, for a route of which `needs` says which of what it takes needs the confirmation. */
export const StepUpFor = <Posted>(
  takes: z.ZodType<Posted>,
  needs: (posted: Posted) => boolean,
): MethodDecorator => {
  const rule: StepUpRule = (posted) => {
    const parsed = takes.safeParse(posted);
    if (!parsed.success) throw new ValidationFailed(parsed.error.issues);
    return needs(parsed.data);
  };
  return SetMetadata(STEP_UP, rule);
};

/**
 * A route that takes evidence out of the service, seals, issues or disposes of it, or gives somebody rights: the officer
 * must have confirmed who they are a short while ago. A page leads to the confirmation and then goes on; the API answers
 * `step-up-needed`. `takes` is the schema of the route: of what that refuses nobody is asked to confirm anything.
 */
export const StepUp = (takes: z.ZodType = z.unknown()): MethodDecorator => StepUpFor(takes, () => true);

export const FULL_STEP_UP = 'lintel:full-step-up';
/**
 * The same for a route that changes what protects an account: with all that signing in asks for. Whoever sat down at an open session
 * with the phone that lay beside it has not the password.
 */
export const FullStepUp = (takes?: z.ZodType): MethodDecorator =>
  applyDecorators(SetMetadata(FULL_STEP_UP, true), StepUp(takes));

/** The signed-in officer of a request. @throws SignInNeeded */
export function officerOf(request: Request): Officer {
  if (request.officer === undefined) throw new SignInNeeded();
  return request.officer;
}

export const CurrentOfficer = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  officerOf(context.switchToHttp().getRequest<Request>()),
);

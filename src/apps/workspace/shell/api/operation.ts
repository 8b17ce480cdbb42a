import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiSecurity } from '@nestjs/swagger';
import type { z } from 'zod';
import { AccessFor, FullStepUp, StepUp, type AccessRule } from '../access/access';

export const COOKIE_SCHEME = 'session';
export const PROBLEM_REF = '#/components/schemas/Problem';

const stepUpMeans = (how: string): string =>
  ` Needs a recent \`POST /api/v1/session/confirmation\`${how}; without one the answer is 403 with the code \`step-up-needed\`.`;
const STEP_UPS = {
  recent: { rule: StepUp, means: stepUpMeans('') },
  full: {
    rule: FullStepUp,
    means: stepUpMeans(' with all that signing in asks for, a passkey or password and code'),
  },
} as const;

const PROBLEM_MEANS: Readonly<Record<number, string>> = {
  400: 'The input does not fit; `errors` names the fields',
  401: 'Not signed in, or signed out after too long without a request',
  403: 'The role does not allow it, emergency access only looks, a one-time password must be replaced or a confirmation given first, or another site asked',
  404: 'There is no such thing, or not for this officer: the two look the same',
  409: 'It does not fit the present state',
  412: 'If-Match names another version',
  416: 'No byte of the range exists',
};

export interface OperationOptions {
  readonly access: AccessRule;
  readonly summary: string;
  /** Needs a recent confirmation of who the officer is; `full`: with all that signing in asks for. */
  readonly stepUp?: true | 'full';
  /** Default 200. */
  readonly status?: number;
  /** Body of the answer: a schema for JSON, or a media type. */
  readonly answer?: z.ZodType | { readonly mediaType: string };
  /** Beside 400, 401 and 403, which follow from the rest. */
  readonly problems?: readonly number[];
}

const problemResponse = (status: number): MethodDecorator =>
  ApiResponse({
    status,
    description: PROBLEM_MEANS[status] ?? 'Problem',
    content: { 'application/problem+json': { schema: { $ref: PROBLEM_REF } } },
  });

function answerResponse(status: number, answer: OperationOptions['answer']): MethodDecorator {
  if (answer === undefined) return ApiResponse({ status, description: 'Done' });
  if ('mediaType' in answer) {
    const schema = answer.mediaType.startsWith('text/')
      ? { type: 'string' as const }
      : { type: 'string' as const, format: 'binary' };
    return ApiResponse({ status, description: 'Done', content: { [answer.mediaType]: { schema } } });
  }
  return ApiResponse({ status, description: 'Done', standardSchema: answer });
}

/** One route of the API: who may use it, and how the OpenAPI document describes it. */
export function Operation(options: OperationOptions): MethodDecorator {
  const { access, summary, status = 200, answer, problems = [] } = options;
  const stepUp = options.stepUp && STEP_UPS[options.stepUp === 'full' ? 'full' : 'recent'];
  const refusals = access === 'anyone' ? [] : [401, 403];
  return applyDecorators(
    AccessFor(access),
    HttpCode(status),
    ...(stepUp ? [stepUp.rule()] : []),
    ApiOperation({ summary, description: `For: ${access}.${stepUp?.means ?? ''}` }),
    ...(access === 'anyone' ? [] : [ApiSecurity(COOKIE_SCHEME)]),
    answerResponse(status, answer),
    ...[...new Set([400, ...refusals, ...problems])].map(problemResponse),
  );
}

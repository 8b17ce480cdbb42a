import { DatabaseError } from 'pg';
import { DomainError, NotFound } from '../../kernel/errors';

export class EmergencyOnlyLooks extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'emergency-only-looks';
  constructor(options?: ErrorOptions) {
    super('Emergency access lets you look, not change.', options);
  }
}

/** Something was done meanwhile after which this cannot be: a trigger looked once more, and saw it. */
export class Overtaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'overtaken';
  constructor(options?: ErrorOptions) {
    super(
      'Something changed here at the same moment, so nothing of this was done. Look at what stands here now, and do it again if it is still right.',
      options,
    );
  }
}

/** What triggers find that no person can cause: it is a fault of the software. */
const FAULTS = new Set(['LN028']);

/** insufficient_privilege, and what the log says of a person who may not state a fact. */
const NOT_THEIRS = new Set(['42501', 'LC003']);

function databaseError(error: unknown): DatabaseError | undefined {
  if (!(error instanceof Error)) return undefined;
  const inner = 'driverError' in error ? error.driverError : error;
  return inner instanceof DatabaseError ? inner : databaseError(error.cause);
}

/** The code with which PostgreSQL refused, where it did. */
export const sqlStateOf = (error: unknown): string | undefined => databaseError(error)?.code;

/** Whether a trigger refused a step that what stands there by now does not allow: its codes begin with LN (migrations/). */
export function isOvertaken(error: unknown): boolean {
  const state = sqlStateOf(error) ?? '';
  return state.startsWith('LN') && !FAULTS.has(state);
}

/**
 * Whether PostgreSQL refused what the acting person asked for: by a policy, or by a function that asks who acts. A right
 * that the role itself lacks (`aclcheck_error`) is a fault of the software.
 */
export function isRefusal(error: unknown): boolean {
  const found = databaseError(error);
  return found?.code !== undefined && NOT_THEIRS.has(found.code) && found.routine !== 'aclcheck_error';
}

/** What the person is told: what may not be changed looks like what is not there, but for who looks in an emergency. */
export const refusalOf = (cause: unknown, inEmergency: boolean): DomainError =>
  inEmergency ? new EmergencyOnlyLooks({ cause }) : new NotFound('What you asked for', { cause });

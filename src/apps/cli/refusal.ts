import { DomainError } from '../../kernel/errors';

/** The operator's command cannot be done; the message is one sentence that says what to do. */
export class Refusal extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'refused';
}

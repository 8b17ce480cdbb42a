import { DomainError } from '../../kernel/errors';
import type { Refusal } from './domain/gate';

/** The gate is shut. `reason` is for programs. */
export class MessageRefused extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'message-refused';
  override readonly facts: { readonly reason: Refusal };
  constructor(reason: Refusal) {
    super(
      'This message may not be sent. Give the victim what they need in person, or look at safe contact first.',
    );
    this.facts = { reason };
  }
}

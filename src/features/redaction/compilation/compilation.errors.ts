import { DomainError } from '../../../kernel/errors';

/** Something of what was chosen cannot be put together. */
export class CompilationRefused extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'compilation-refused';
  constructor(readonly problems: readonly string[]) {
    super(problems.join(' '));
  }
}

/** Another order than that of events has a reason. */
export class OrderNeedsReason extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'order-needs-reason';
  constructor() {
    super('Say why the clips do not stand in the order of events.');
  }
}

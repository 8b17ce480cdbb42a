import { DomainError } from '../../kernel/errors';

/** What she typed is no time of day. */
export class NotATime extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'not-a-time';
  constructor() {
    super('Write the time with numbers, like 21:05. You can also leave it empty.');
  }
}

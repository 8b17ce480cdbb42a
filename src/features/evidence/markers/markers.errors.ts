import { DomainError } from '../../../kernel/errors';

export class StruckAlready extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'struck-already';
  constructor() {
    super('This note has been struck out already.');
  }
}

import { DomainError } from '../../kernel/errors';

export class UrnTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'urn-taken';
  constructor() {
    super('There is already an investigation with this crime reference.');
  }
}

export class LastMember extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'last-member';
  constructor() {
    super('The officer in the case cannot be removed. Name another officer in the case first.');
  }
}

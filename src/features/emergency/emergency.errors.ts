import { DomainError } from '../../kernel/errors';

export class MemberAlready extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'member-already';
  constructor() {
    super('You have access to this investigation already.');
  }
}

/** Nobody answers for their own. */
export class OwnAccess extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'own-access';
  constructor() {
    super('This was your own access. Another supervisor has to look at it.');
  }
}

import { DomainError } from '../../kernel/errors';
import type { Role } from '../identity';

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

/** The officer in the case is one of its members. */
export class NotAMember extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'not-a-member';
  constructor() {
    super('Choose one of the members. Add the officer as a member first.');
  }
}

const APART: Readonly<Partial<Record<Role, string>>> = {
  auditor: 'Auditors read the log of every investigation and never see footage',
  coordinator: 'Scheme coordinators see no investigation and no footage',
};

/** Whoever looks after all of them, or after the register, works on none. */
export class RoleStaysApart extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'role-stays-apart';
  constructor(role: Role) {
    super(`${APART[role] ?? 'This role sees no footage'}, so they work on none.`);
  }
}

export class TeamFull extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'team-full';
  override readonly facts: { readonly most: number };
  constructor(most: number) {
    super(`An investigation has at most ${most} members. Take somebody out first.`);
    this.facts = { most };
  }
}

/** A supervisor says who works on an investigation, and so not for the supervisor's own sake. */
export class NobodyAdmitsThemselves extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'nobody-admits-themselves';
  constructor() {
    super(
      'Nobody lets themselves in. Ask another supervisor, or use emergency access when somebody may come to harm.',
    );
  }
}

/** Unknown, and known but not the officer's own, look the same. */
export class NothingToLink extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'nothing-to-link';
  constructor() {
    super('There is no other investigation with this reference of which you are a member.');
  }
}

export class LinkedAlready extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'linked-already';
  constructor() {
    super('These two investigations are linked already.');
  }
}

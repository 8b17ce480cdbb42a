import { DomainError } from '../../kernel/errors';

/** It was changed after the coordinator looked at it. */
export class DoorbellChanged extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'doorbell-changed';
  constructor() {
    super('Somebody has changed this doorbell meanwhile. Look at it again before you save.');
  }
}

export class DoorbellNotSo extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'doorbell-not-so';
  constructor() {
    super('This does not fit the present state of the doorbell.');
  }
}

export class ForceUnknown extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'force-unknown';
  constructor() {
    super('Choose one of the forces of this scheme.');
  }
}

export class DateNotPossible extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'date-not-possible';
}

import { DomainError } from '../../kernel/errors';

/** What was sent stays as it was. */
export class IncidentSent extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'incident-sent';
  constructor() {
    super('This has been sent, so it cannot be changed. You can add to it instead.');
  }
}

/** It was written elsewhere since the page was shown: nothing is overwritten that was not seen. */
export class EntryChanged extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'entry-changed';
  constructor() {
    super('This was changed on another page or device since. Nothing there was overwritten.');
  }
}

export class TooManyIncidents extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too-many-incidents';
  constructor(readonly limit: number) {
    super(`You can have at most ${limit} entries that are not sent. Send these first, then add more.`);
  }
}

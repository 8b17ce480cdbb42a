import { DomainError } from '../../kernel/errors';

export class NothingPicked extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'nothing-picked';
  constructor() {
    super('Pick at least one clip or incident.');
  }
}

export class InAnotherOccasion extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'in-another-occasion';
  constructor() {
    super('One of these belongs to an occasion already. Take it out there first.');
  }
}

export class NoSuchPart extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'no-such-part';
  constructor() {
    super('One of these is not a sent clip or incident of this investigation.');
  }
}

export class NoSuchOrder extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'no-such-order';
  constructor() {
    super('That order is not one of this investigation, or was struck out.');
  }
}

export class NotInForce extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'not-in-force';
  constructor() {
    super('That order was not in force on the day of this occasion.');
  }
}

export class EndsBeforeItBegins extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'ends-before-it-begins';
  constructor() {
    super('The last day is before the day on which it was made.');
  }
}

export class NoSuchOccasion extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'no-such-occasion';
  constructor() {
    super('This investigation has no occasion with that number.');
  }
}

export class TooManyOrders extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too-many-orders';
  constructor(most: number) {
    super(
      `This investigation has ${most} orders, those struck out included, which is as many as it may have. If more are needed, ask whoever runs this service to raise the limit.`,
    );
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import type { Visitor } from '../../features/invitations';
import { AtOnce } from '../../kernel/at-once';
import { DomainError } from '../../kernel/errors';

class TooManyBodies extends DomainError {
  readonly kind = 'too-many';
  readonly code = 'too-many-bodies';
  override readonly facts = { retryAfterSeconds: 5 };
  constructor() {
    super('Too many files are on their way at once. Wait until some have arrived, then go on.');
  }
}

/** Files of one link that are on their way to this process, of all its devices. */
@Injectable()
export class LinkBodies {
  private readonly under: AtOnce;

  constructor(@Inject(CONFIG) { fairness }: Config) {
    this.under = new AtOnce(fairness.linkBodies);
  }

  /** Gives what ends it. @throws TooManyBodies, before a byte is read */
  enter({ invitationId }: Visitor): () => void {
    const leave = this.under.enter(invitationId);
    if (leave === undefined) throw new TooManyBodies();
    return leave;
  }
}

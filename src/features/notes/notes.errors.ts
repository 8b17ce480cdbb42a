import { DomainError } from '../../kernel/errors';

export class TellsOfAnother extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'tells-of-another';
  constructor() {
    super(
      '“We have it already” would tell whoever sent it that the recording came from somebody else, too: nothing shows that the same link sent it before. Choose other words, or none.',
    );
  }
}

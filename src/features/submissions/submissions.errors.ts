import { DomainError } from '../../kernel/errors';

const gigabytes = (bytes: number): string => `${(bytes / 1024 ** 3).toFixed(1)} GB`;

export class ClipTooLarge extends DomainError {
  readonly kind = 'too-large';
  readonly code = 'clip-too-large';
  constructor(readonly limitBytes: number) {
    super(`This file is too large. One file can have at most ${gigabytes(limitBytes)}.`);
  }
}

export class InvitationFull extends DomainError {
  readonly kind = 'too-large';
  readonly code = 'invitation-full';
  constructor(readonly limitBytes: number) {
    super(
      `There is no room for more. All your files together can have at most ${gigabytes(limitBytes)}. Please tell the person who gave you the link.`,
    );
  }
}

export class TooManyClips extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too-many-clips';
  constructor(readonly limit: number) {
    super(`You can send at most ${limit} files at once. Send these first, then add more.`);
  }
}

export class NothingToSend extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'nothing-to-send';
  constructor() {
    super('There is nothing to send yet.');
  }
}

export class StillReceiving extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'still-receiving';
  constructor() {
    super('A file has not arrived whole yet. Wait until it has, or remove it.');
  }
}

export class ClipDiffers extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'clip-differs';
  constructor() {
    super('One file did not arrive as it was on your device. Remove it and add it again.');
  }
}

export class DifferentSize extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'different-size';
  constructor(
    readonly expectedBytes: number,
    readonly foundBytes: number,
  ) {
    super('The file has not arrived whole yet.');
  }
}

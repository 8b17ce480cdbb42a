import { DomainError } from '../../kernel/errors';
import type { MomentProblem } from './domain/picture-time';
import type { NoTime } from './domain/time-groups';

/** What was typed is no time of day. */
export class NotATime extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'not-a-time';
  constructor() {
    super('Write the time with numbers, like 21:05. You can also leave it empty.');
  }
}

/** The upload, an encoding or a screen recording has a time of its own, which tells nothing of the event. */
export class NotOfTheEvent extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'not-of-the-event';
  constructor() {
    super('This is the time of something else. It cannot be chosen as the time of the event.');
  }
}

/** Nothing is recorded after it was handed in, whatever a clock showed. */
export class AfterItCame extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'after-it-came';
  constructor() {
    super('The recording was here before this time, so it was not made then. Choose an earlier one.');
  }
}

/** A year that was typed wrong would put the recording before all others. */
export class BeforeCameras extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'before-cameras';
  constructor() {
    super('No camera recorded this at that time: look at the year. Choose 1990 or later.');
  }
}

/** Somebody chose after what is known here was read: choosing now would undo that unseen. */
export class TimeChosenMeanwhile extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'time-chosen-meanwhile';
  constructor() {
    super(
      'No time was chosen: another was chosen since this page was made. See what is chosen now, then choose again if yours is right.',
    );
  }
}

export class NoSuchReading extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'no-such-reading';
  constructor() {
    super('Choose one of the times of this clip.');
  }
}

/** Clocks in the UK leave this hour out in March. */
export class HourMissing extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'hour-missing';
  constructor() {
    super('No clock in the UK showed this time: the hour was left out when summer time began.');
  }
}

/** Clocks in the UK show this hour twice in October. */
export class HourTwice extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'hour-twice';
  constructor() {
    super('Clocks in the UK showed this time twice that night. Say whether it is the first or the second.');
  }
}

/** What the victim read in the picture cannot be made into a time. */
export class NotAMoment extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'not-a-moment';
  constructor(readonly problem: MomentProblem) {
    super('This is not a day and a time.');
  }
}

export class NoClipsForTimes extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'no-clips-for-times';
  constructor() {
    super('Tick the clips whose times you want to choose.');
  }
}

export class TooManyForTimes extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'too-many-for-times';
  constructor(readonly limit: number) {
    super(`Choose the times of at most ${limit} clips together.`);
  }
}

/** Every group was left out. */
export class NoTimePicked extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'no-time-picked';
  constructor() {
    super('Choose a time for at least one of the groups.');
  }
}

export const NO_TIME_WORDS: Readonly<Record<NoTime | 'changed', string>> = {
  changed: 'Changed since you looked, perhaps by a colleague a moment ago',
  written: 'Written, so it has no time of a recording',
  erased: 'Erased',
  'not-looked-into': 'Not looked into yet, so its times are not known',
  'no-reading': 'Without a time that may be that of the event',
};

/** Nothing was chosen: one of the clips cannot take a time, or not this one any more. */
export class TimesNotTogether extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'times-not-together';
  constructor(
    readonly why: NoTime | 'changed',
    names: readonly string[],
  ) {
    super(`No time was chosen. ${NO_TIME_WORDS[why]}: ${names.join(', ')}.`);
  }
}

/** No time is said of what has been erased: nothing would ever erase the reason again. */
export class NoTimeOfErased extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'item-erased';
  constructor() {
    super('This item has been erased. Its history stays.');
  }
}

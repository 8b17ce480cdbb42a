import { DomainError } from '../../kernel/errors';

/** Too many wrong codes: at this address, or, where the right one was never typed there, at others. Right ones wait, too. */
export class EntryDelayed extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'entry-delayed';
  constructor(readonly waitSeconds: number) {
    super('There were too many tries. Wait, then enter the code again.');
  }
}

/** Wrong, expired, revoked, locked or unknown: one answer for all, so that a stranger learns nothing. */
export class EntryRefused extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'entry-refused';
  constructor() {
    super('The link and the code do not fit together. Check the code and try again, or ask for a new link.');
  }
}

/** Typed into a session; also when there were too many and the next has to wait. */
export class WrongOwnCode extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'wrong-own-code';
  constructor() {
    super('This is not the right code. Check it and try again.');
  }
}

/** In an assisted session: only the victim, with their own code, does this. */
export class OwnCodeNeeded extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'own-code-needed';
  constructor() {
    super('Enter your own code first.');
  }
}

/** There is no session, or it has ended. */
export class SessionEnded extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code = 'session-ended';
  constructor() {
    super('You are signed out. Open your link again and enter your code.');
  }
}

export class NoticeNotConfirmed extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'notice-not-confirmed';
  constructor() {
    super('Please read and confirm the notice first.');
  }
}

/** What another person is asked was recorded anew after they were shown it. */
export class RequestChanged extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'request-changed';
  constructor() {
    super('What we ask you has changed. Please read it again.');
  }
}

/** The page that was shown says something else by now: in another language, in a newer version, or of what has been done since. */
export class PageChanged extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'page-changed';
  constructor() {
    super('This page has changed. Please read it again.');
  }
}

/** What is recorded of a victim is not recorded of another person. */
export class NotForOthers extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'not-for-others';
  constructor() {
    super('This link is another person’s, not the victim’s.');
  }
}

/** Not later than it ends anyway, or later than a link may live. */
export class ExtensionRefused extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'extension-refused';
}

/** Somebody gave a new code or more time since: the code of a moment ago, which may be on its way, would end unseen. */
export class RenewedMeanwhile extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'renewed-meanwhile';
  constructor() {
    super(
      'No new code was made: this link was given a new code or more time since your page was made. A colleague may be handing that code out now. Open the investigation again, and give a new code there if it is still needed.',
    );
  }
}

export class InvitationEnded extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'invitation-ended';
  constructor() {
    super('This invitation was revoked, or what it asked has been erased. Make a new one instead.');
  }
}

/** The newest record of what a person is asked does not say that the victim is told later, or nobody has said that it was done. */
export class NoNoticeDue extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'no-notice-due';
  constructor() {
    super('What is recorded of this request leaves no notice to the victim open.');
  }
}

/** Somebody has corrected what is asked since the page was opened: the notice was of what stood there. */
export class RequestCorrected extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'request-corrected';
  constructor() {
    super('What this person is asked was corrected meanwhile. Read it, and record the notice of it.');
  }
}

export class NoticeBeforeRequest extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'notice-before-request';
  constructor() {
    super('The notice cannot have been given before the day on which this request was recorded.');
  }
}

/** The newest record of what a person is asked leaves no parent to be told, or nobody has said that one was. */
export class NobodyToTell extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'nobody-to-tell';
  constructor() {
    super('What is recorded of this request leaves no parent to be told.');
  }
}

export class ToldBeforeRequest extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'told-before-request';
  constructor() {
    super('The parent cannot have been told before the day on which this request was recorded.');
  }
}

import { DomainError } from '../kernel/errors';

/** This machine's clock and the database server's differ by more than 5 s: nothing can be dated, so nothing is done. */
export class ClockSkew extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'clock-skew';
  constructor(options?: ErrorOptions) {
    super('The service cannot record this now because its clock is wrong. Please try again later.', options);
  }
}

/** The log refused a fact: this process may not state it, or states it badly. A fault of the software. */
export class FactRefused extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'fact-refused';
  constructor(options?: ErrorOptions) {
    super('The service could not record this, so it did not do it.', options);
  }
}

/** No event with that id is in the log, or not yet under a signed checkpoint. */
export class NoProofYet extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'no-proof-yet';
  constructor() {
    super('There is no proof for that event yet. Events are signed within a second or so.');
  }
}

/** What the sequencer found in the database is not what was appended. It stops rather than sign it. */
export class CustodyBroken extends Error {
  constructor(
    readonly subject: string,
    readonly seq: number,
    readonly what: string,
  ) {
    super(`the custody log is broken at ${subject} ${seq}: ${what}`);
    this.name = 'CustodyBroken';
  }
}

const SQLSTATE = {
  LC001: ClockSkew,
  LC002: FactRefused,
  LC003: FactRefused,
  '22P02': FactRefused,
} as const;

/** The domain error behind an error of `custody.append`; other errors pass unchanged. */
export function translate(error: unknown): unknown {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  const Known =
    typeof code === 'string' && code in SQLSTATE ? SQLSTATE[code as keyof typeof SQLSTATE] : undefined;
  return Known === undefined ? error : new Known({ cause: error });
}

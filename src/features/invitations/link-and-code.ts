import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { AtOnce } from '../../kernel/at-once';
import type { UrlToken } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { newParameters, proofOf } from '../../platform/secrets';
import { AttemptsRepository } from './attempts.repository';
import { networkOf } from './domain/network';
import { newToken, secretHash, typedCode } from './domain/secrets';

/** What the database is asked to judge. */
export interface Attempt {
  readonly linkHash: Buffer;
  /** The argon2id output of the code that was typed. */
  readonly proof: Buffer;
  /** SHA-256 of the secret of the session that is to begin. */
  readonly sessionHash: Buffer;
  /** From where it was typed; without the link nobody can find the address by trying. */
  readonly placeHash: Buffer;
  /** Wrong codes within a day after which codes have to wait, or a recipient's link locks. */
  readonly attempts: number;
}

/** Refused: for a while, or (0) for every other reason alike. */
export interface Refusal {
  readonly waitSeconds: number;
}

/** A kind of link: a victim's, or a recipient's. PostgreSQL judges both; no process can read a code's hash. */
export interface LinkKind<Entered> {
  /** How the link's code is to be hashed; `undefined` for a link that does not exist. */
  parameters(tx: Transaction, linkHash: Buffer): Promise<string | undefined>;
  /** Seconds until a code from there is judged. */
  wait?(tx: Transaction, place: Pick<Attempt, 'linkHash' | 'placeHash' | 'attempts'>): Promise<number>;
  /** From then on `tx` acts for whoever has come in. Also asked where there is no such link, so that both count alike. */
  enter(tx: Transaction, attempt: Attempt): Promise<Entered | Refusal>;
  /** In the same transaction, once they are in. */
  entered(tx: Transaction, entered: Entered): Promise<void>;
}

/** Links that do not exist wait behind each other, and never before one that does. */
const NO_LINK = 'no such link';
/** As long as the page says to who sends many codes at once, seconds. */
const CROWDED_SECONDS = 60;

const addressHash = (address: string): Buffer => secretHash(`address:${address}`);

/** Links and codes, in the one way in which both victims and recipients of bundles get in. */
@Injectable()
export class LinkAndCode {
  private readonly judged: AtOnce;

  constructor(
    private readonly database: Database,
    private readonly attempts: AttemptsRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.judged = new AtOnce(config.fairness.codesAtOnce);
  }

  /**
   * The secret of the session that link and code begin, or a refusal. Only posting a code counts as an attempt; opening the link
   * changes nothing. Someone without the link can neither guess it nor slow it down: wrong links are limited by address, wrong
   * codes by link and address together, and an honest visitor who shares an address with a guesser still gets in.
   * Many at once are refused before anything is asked or hashed. @throws TooManyWaiting
   */
  async open<Entered extends object>(
    kind: LinkKind<Entered>,
    token: string,
    typed: string,
    address: string,
  ): Promise<{ readonly session: UrlToken } | Refusal> {
    const placeHash = secretHash(`place:${token}:${networkOf(address)}`);
    const leave = this.judged.enter(placeHash.toString('hex'));
    if (leave === undefined) return { waitSeconds: CROWDED_SECONDS };
    return this.judge(kind, { token, typed, address, placeHash }).finally(leave);
  }

  private async judge<Entered extends object>(
    kind: LinkKind<Entered>,
    {
      token,
      typed,
      address,
      placeHash,
    }: { token: string; typed: string; address: string; placeHash: Buffer },
  ): Promise<{ readonly session: UrlToken } | Refusal> {
    const linkHash = secretHash(token);
    const attempts = this.config.limits.codeAttempts;
    const parameters = await this.database.transaction((tx) => kind.parameters(tx, linkHash));
    // A guesser of links gets a cheap answer: looking a link up is cheap, hashing a code is not.
    if (parameters === undefined && (await this.isExhausted(address))) return { waitSeconds: 0 };
    const waitSeconds = await this.database.transaction(async (tx) =>
      kind.wait?.(tx, { linkHash, placeHash, attempts }),
    );
    if (waitSeconds !== undefined && waitSeconds > 0) return { waitSeconds };
    // Also where no code could be right, so that every refusal takes as long as a wrong code.
    const group = parameters === undefined ? NO_LINK : linkHash.toString('hex');
    const proof = await proofOf(typedCode(typed), parameters ?? newParameters(), group);
    if (parameters === undefined) await this.countWrongLink(address);
    const session = newToken();
    const attempt = { linkHash, placeHash, proof, sessionHash: secretHash(session), attempts };
    return this.database.transaction(async (tx) => {
      const entered = await kind.enter(tx, attempt);
      if ('waitSeconds' in entered) return entered;
      await kind.entered(tx, entered);
      return { session };
    });
  }

  /** Whether an address has sent so many wrong links this hour that no effort is made for another. */
  private async isExhausted(address: string): Promise<boolean> {
    const failures = await this.database.transaction((tx) =>
      this.attempts.failures(tx, addressHash(address)),
    );
    return failures >= this.config.limits.addressAttempts;
  }

  private async countWrongLink(address: string): Promise<void> {
    await this.database.transaction((tx) => this.attempts.countFailure(tx, addressHash(address)));
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { CONFIG, type Config } from '../../config';
import { Database, type Transaction } from '../../platform/database';
import { AttemptsRepository, type DoorTable } from './attempts.repository';
import { secretHash, typedCode } from './domain/secrets';

/** What stands behind a link. */
export interface Closed {
  readonly id: string;
  readonly codeHash: string;
  readonly locked: boolean;
  readonly live: boolean;
}

/** A kind of door, and what it does when somebody stands before it. */
export interface DoorKind<Door extends Closed> {
  readonly table: DoorTable;
  find(tx: Transaction, tokenHash: Buffer): Promise<Door | undefined>;
  /** The row-level scope in which its wrong codes are counted. */
  scope(door: Door): Parameters<Database['transaction']>[0];
  /** After so many wrong codes that it has just been locked; in the same transaction. */
  locked(tx: Transaction, door: Door, attempts: number): Promise<void>;
}

const addressHash = (address: string): Buffer => secretHash(`address:${address}`);

/** Verified against when no code could be right, so that every refusal takes as long as a wrong code. */
const decoy = hash('nobody has this code');

/** Links and codes, in the one way in which both she and recipients of bundles get in. */
@Injectable()
export class Doorkeeper {
  constructor(
    private readonly database: Database,
    private readonly attempts: AttemptsRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * The door that link and code open; `undefined` for every reason alike. Only posting a code counts as an attempt;
   * opening the link changes nothing. Someone without the link can neither guess it nor lock it: wrong links are
   * limited by address, wrong codes by door, and an honest visitor who shares an address with a guesser still gets in.
   */
  async open<Door extends Closed>(
    kind: DoorKind<Door>,
    token: string,
    typed: string,
    address: string,
  ): Promise<Door | undefined> {
    const door = await this.database.transaction((tx) => kind.find(tx, secretHash(token)));
    // A guesser of links gets a cheap answer: looking a link up is cheap, verifying a code is not.
    if (door === undefined && (await this.isExhausted(address))) return undefined;
    const open = door?.live === true && !door.locked ? door : undefined;
    const right = await verify(open?.codeHash ?? (await decoy), typedCode(typed));
    if (open !== undefined && right) return open;
    if (open !== undefined) await this.countWrongCode(kind, open);
    if (door === undefined) await this.countWrongLink(address);
    return undefined;
  }

  /** Whether an address has sent so many wrong links this hour that the door makes no effort for another. */
  private async isExhausted(address: string): Promise<boolean> {
    const failures = await this.database.transaction((tx) =>
      this.attempts.addressFailures(tx, addressHash(address)),
    );
    return failures >= this.config.limits.addressAttempts;
  }

  private async countWrongLink(address: string): Promise<void> {
    await this.database.transaction((tx) => this.attempts.countAddressFailure(tx, addressHash(address)));
  }

  private async countWrongCode<Door extends Closed>(kind: DoorKind<Door>, door: Door): Promise<void> {
    await this.database.transaction(kind.scope(door), async (tx) => {
      const failed = await this.attempts.countFailure(tx, kind.table, door.id);
      if (failed === undefined || failed < this.config.limits.codeAttempts) return;
      await this.attempts.lock(tx, kind.table, door.id);
      await kind.locked(tx, door, failed);
    });
  }
}

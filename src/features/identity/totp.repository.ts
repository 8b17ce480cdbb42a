import { Injectable } from '@nestjs/common';
import type { OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';

export interface TotpRow {
  readonly officerId: OfficerId;
  /** Null for an officer who has passkeys alone. */
  readonly sealedSecret: Buffer | null;
  readonly confirmedAt: Date | null;
  readonly lastStep: number;
  readonly codesLeft: number;
  readonly passkeys: number;
}

/** The second step of whoever acts. PostgreSQL changes it for a confirmed session alone. */
@Injectable()
export class TotpRepository {
  /** Of whoever acts, or of whoever has proved the password that `ticket` is for. */
  async find(tx: Transaction, ticket: string | null = null): Promise<TotpRow | undefined> {
    const [row] = await tx.query<TotpRow>(
      'SELECT "officerId", "sealedSecret", "confirmedAt", "lastStep", "codesLeft", passkeys FROM lintel.second_step($1)',
      [ticket],
    );
    return row;
  }

  /** `false` when there is a confirmed one, which stays. */
  async begin(tx: Transaction, sealedSecret: Buffer): Promise<boolean> {
    return done(await tx.query<Done>('SELECT lintel.begin_second_step($1) AS done', [sealedSecret]));
  }

  /** `false` when none waits for its first code. */
  async confirm(tx: Transaction, step: number, codes: readonly Buffer[]): Promise<boolean> {
    return done(await tx.query<Done>('SELECT lintel.confirm_second_step($1, $2) AS done', [step, codes]));
  }

  /** `false` when there is no second step. */
  async renewCodes(tx: Transaction, codes: readonly Buffer[]): Promise<boolean> {
    return done(await tx.query<Done>('SELECT lintel.renew_recovery_codes($1) AS done', [codes]));
  }

  /** `false` when there was none. */
  async remove(tx: Transaction): Promise<boolean> {
    return done(await tx.query<Done>('SELECT lintel.remove_second_step() AS done'));
  }
}

interface Done {
  readonly done: boolean;
}
const done = ([row]: readonly Done[]): boolean => row?.done === true;

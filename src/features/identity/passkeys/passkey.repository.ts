import { Injectable } from '@nestjs/common';
import type { PasskeyId } from '../../../kernel/ids';
import type { Transaction } from '../../../platform/database';

export interface PasskeyRow {
  readonly id: PasskeyId;
  readonly credentialId: Buffer;
  readonly publicKey: Buffer;
  readonly signCount: number;
  readonly name: string;
  readonly transports: string[];
  readonly createdAt: Date;
  /** ISO date; null before the first use. */
  readonly usedOn: string | null;
  /** Its counter went back: it opens nothing any more. */
  readonly copied: boolean;
}

/** What an authenticator said of itself when it made a key pair. */
export interface MadePasskey {
  readonly clientData: Uint8Array;
  readonly authData: Uint8Array;
  readonly name: string;
  readonly transports: readonly string[];
}

/** Passkeys of whoever acts, or of whoever has proved the password that a ticket is for. PostgreSQL judges what they say. */
@Injectable()
export class PasskeyRepository {
  /** The oldest first. */
  async own(tx: Transaction, ticket: string | null = null): Promise<PasskeyRow[]> {
    return tx.query<PasskeyRow>(
      `SELECT id, "credentialId", "publicKey", "signCount", name, transports, "createdAt", "usedOn", copied
         FROM lintel.own_passkeys($1)`,
      [ticket],
    );
  }

  /** In base64url; good once, for five minutes, in this session or with this ticket. Undefined for nobody. */
  async challenge(
    tx: Transaction,
    purpose: 'add' | 'prove',
    ticket: string | null = null,
  ): Promise<string | undefined> {
    const [row] = await tx.query<{ challenge: string | null }>(
      'SELECT lintel.challenge_passkey($1, $2) AS challenge',
      [purpose, ticket],
    );
    return row?.challenge ?? undefined;
  }

  /** For a confirmed session. The id is null when it is refused. `codesPut`: the codes count from now on. */
  async add(
    tx: Transaction,
    { clientData, authData, name, transports }: MadePasskey,
    codes: readonly Buffer[],
  ): Promise<{ id: PasskeyId | null; codesPut: boolean }> {
    const [row] = await tx.query<{ id: PasskeyId | null; codesPut: boolean }>(
      'SELECT id, "codesPut" FROM lintel.add_passkey($1, $2, $3, $4, $5)',
      [clientData, authData, name, transports, codes],
    );
    return row ?? { id: null, codesPut: false };
  }

  /** For a confirmed session. `false` when there is no such one. */
  async remove(tx: Transaction, id: PasskeyId): Promise<boolean> {
    const [row] = await tx.query<{ done: boolean }>('SELECT lintel.remove_passkey($1) AS done', [id]);
    return row?.done === true;
  }
}

import type { Config } from '../../config';
import type { OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import { SecretBox } from './secret-box';

interface Sealed {
  readonly officerId: OfficerId;
  readonly sealedSecret: Buffer;
}

/** For the operator: seals anew, with the key of now, what is sealed with the one before. Gives how many. @throws CannotOpen */
export async function resealSecondSteps(
  tx: Transaction,
  { workspace }: Pick<Config, 'workspace'>,
): Promise<{ readonly resealed: number; readonly all: number }> {
  const box = new SecretBox(workspace);
  const rows = await tx.query<Sealed>(
    'SELECT officer_id AS "officerId", sealed_secret AS "sealedSecret" FROM lintel.officer_totp ORDER BY officer_id FOR UPDATE',
  );
  let resealed = 0;
  for (const { officerId, sealedSecret } of rows) {
    const anew = await box.reseal(sealedSecret, officerId);
    if (anew === undefined) continue;
    await tx.query('UPDATE lintel.officer_totp SET sealed_secret = $2 WHERE officer_id = $1', [
      officerId,
      anew,
    ]);
    resealed += 1;
  }
  return { resealed, all: rows.length };
}

import { Injectable } from '@nestjs/common';
import { CheckpointEntity } from '../../custody';
import { In, type Transaction } from '../../platform/database';
import { CosignatureEntity } from './witness.entity';

export interface Cosignature {
  readonly size: number;
  readonly line: string;
  readonly at: Date;
}

/** How it stands with one witness that was ever asked. */
export interface WitnessState {
  /** Verifier key, as text. */
  readonly witness: string;
  readonly askedAt: Date;
  readonly trouble: string | null;
  readonly troubleSince: Date | null;
  /** The newest head that it cosigned; null before the first. */
  readonly size: number | null;
  readonly cosignedAt: Date | null;
}

@Injectable()
export class WitnessesRepository {
  /** The newest that a witness said of the log of this name. */
  async newest(tx: Transaction, witness: string, origin: string): Promise<Cosignature | undefined> {
    const row = await tx.repository(CosignatureEntity).findOne(['checkpointSize', 'line', 'at'], {
      where: { witness, origin: In(['', origin]) },
      order: { checkpointSize: 'DESC' },
    });
    return row && { size: row.checkpointSize, line: row.line, at: row.at };
  }

  /** A second one over the same head changes nothing. */
  async insert(
    tx: Transaction,
    witness: string,
    origin: string,
    { size, line, at }: Cosignature,
  ): Promise<void> {
    await tx
      .repository(CosignatureEntity)
      .insertIfAbsent({ witness, origin, checkpointSize: size, line, at });
  }

  async note(tx: Transaction, witness: string, trouble: string | null): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.custody_witness AS w (witness, trouble, trouble_since)
         VALUES ($1, $2, CASE WHEN $2::text IS NOT NULL THEN now() END)
         ON CONFLICT (witness) DO UPDATE SET asked_at = now(), trouble = excluded.trouble,
           trouble_since = CASE WHEN excluded.trouble IS NOT NULL THEN coalesce(w.trouble_since, now()) END`,
      [witness, trouble],
    );
  }

  async states(tx: Transaction): Promise<WitnessState[]> {
    const rows = await tx.query<Omit<WitnessState, 'size'> & { readonly size: string | null }>(
      `SELECT w.witness, w.asked_at AS "askedAt", w.trouble, w.trouble_since AS "troubleSince",
              c.checkpoint_size AS size, c.at AS "cosignedAt"
         FROM lintel.custody_witness w
         LEFT JOIN LATERAL (SELECT checkpoint_size, at FROM lintel.custody_cosignature c
                             WHERE c.witness = w.witness ORDER BY checkpoint_size DESC LIMIT 1) c ON true
        ORDER BY w.witness`,
    );
    return rows.map((row) => ({ ...row, size: row.size === null ? null : Number(row.size) }));
  }

  /** The checkpoint over so many leaves, verbatim. */
  async checkpoint(tx: Transaction, size: number): Promise<string | undefined> {
    return (await tx.repository(CheckpointEntity).findOne(['note'], { where: { size } }))?.note;
  }
}

import { Injectable } from '@nestjs/common';
import type { ClipId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { SealReading } from '../../platform/seals';
import type { KeptSeal } from './domain/kept-seal';

const SEAL = `s.clip_id AS "clipId", s.integrity, s.trust, s.fault, s.doubt, s.binding, s.manifest, s.certificate, s.name,
    s.organisation, s.generator, s.stamped_at AS "stampedAt", s.checked_at AS "checkedAt"`;

@Injectable()
export class SealsRepository {
  async ofClip(tx: Transaction, clip: ClipId): Promise<KeptSeal | undefined> {
    const [row] = await tx.query<KeptSeal>(`SELECT ${SEAL} FROM lintel.maker_seal s WHERE s.clip_id = $1`, [
      clip,
    ]);
    return row;
  }

  /** @param reading `null`: the file carries no seal */
  async add(tx: Transaction, clip: ClipId, reading: SealReading | null): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.maker_seal
         (clip_id, integrity, trust, fault, doubt, binding, manifest, certificate, name, organisation, generator, stamped_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (clip_id) DO NOTHING`,
      [
        clip,
        reading?.integrity ?? 'none',
        reading?.trust ?? null,
        reading?.fault ?? null,
        reading?.doubt ?? null,
        reading?.binding ?? null,
        reading?.manifest ?? null,
        reading?.certificate ?? null,
        reading?.name ?? null,
        reading?.organisation ?? null,
        reading?.generator ?? null,
        reading?.stampedAt ?? null,
      ],
    );
  }
}

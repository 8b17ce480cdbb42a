import { Injectable } from '@nestjs/common';
import type {
  ClipId,
  ExhibitId,
  ExhibitRef,
  InvestigationId,
  OfficerId,
  Sha256Hex,
} from '../../../kernel/ids';
import type { Transaction } from '../../../platform/database';
import { initialsFor } from '../domain/exhibit-ref';
import { AdditionIdTaken, type NewAddition } from './domain';

export interface ArrivedFile {
  readonly fileName: string;
  readonly size: number;
  readonly sha256: Sha256Hex;
  readonly incomingKey: string;
}

export interface Registered {
  readonly exhibit: ExhibitId;
  readonly reference: ExhibitRef;
  readonly producerName: string;
  readonly description: string;
  readonly addedBy: OfficerId;
  readonly investigation: InvestigationId;
  readonly sha256: Sha256Hex;
}

@Injectable()
export class AdditionsRepository {
  /** `false` when this id is taken. */
  async insert(
    tx: Transaction,
    row: NewAddition,
    file: ArrivedFile,
    exhibit: ExhibitId,
    by: OfficerId,
  ): Promise<boolean> {
    const inserted = await tx.query(
      `INSERT INTO lintel.clip (id, investigation_id, state, file_name, size, device_sha256, incoming_key, received_at, sent_at)
       VALUES ($1, $2, 'received', $3, $4, $5, $6, now(), now()) ON CONFLICT (id) DO NOTHING RETURNING id`,
      [row.id, row.investigationId, file.fileName, file.size, file.sha256, file.incomingKey],
    );
    if (inserted.length === 0) return false;
    await tx.query(
      `INSERT INTO lintel.addition (clip_id, investigation_id, kind, producer_name, initials, description, exhibit_id, added_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        row.id,
        row.investigationId,
        row.kind,
        row.producerName,
        initialsFor(row),
        row.description,
        exhibit,
        by,
      ],
    );
    return true;
  }

  /**
   * Whether this officer added this very item to this investigation; without a hash, whatever its file is.
   * @throws AdditionIdTaken when the id is that of any other item
   */
  async isRepeated(
    tx: Transaction,
    row: NewAddition,
    sha256: Sha256Hex | undefined,
    by: OfficerId,
  ): Promise<boolean> {
    const [found] = await tx.query<{ readonly same: boolean | null }>(
      `SELECT (a.investigation_id, a.added_by, a.kind, a.producer_name, a.initials, a.description)
              = ($2::uuid, $3::uuid, $4::text, $5::text, $6::text, $7::text)
              AND ($8::text IS NULL OR c.device_sha256 = $8) AS same
         FROM lintel.addition a JOIN lintel.clip c ON c.id = a.clip_id
        WHERE a.clip_id = $1`,
      [
        row.id,
        row.investigationId,
        by,
        row.kind,
        row.producerName,
        initialsFor(row),
        row.description,
        sha256 ?? null,
      ],
    );
    if (found !== undefined && found.same !== true) throw new AdditionIdTaken();
    return found !== undefined;
  }

  /** As the worker; `undefined` when it is no addition, not the master yet, or an exhibit already. */
  async register(tx: Transaction, id: ClipId): Promise<Registered | undefined> {
    const [row] = await tx.query<Registered>(
      `SELECT exhibit, reference, producer_name AS "producerName", description, added_by AS "addedBy", investigation, sha256
         FROM lintel.register_addition($1)`,
      [id],
    );
    return row;
  }
}

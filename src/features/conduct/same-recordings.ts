import { Injectable } from '@nestjs/common';
import type { InvestigationId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import { SENT_IN_VERSIONS, versionGroups, type Joined } from '../footage';

/** A clip that was sent, and how it is joined to others. */
interface Row extends Joined {
  /** Number of the occasion to which it belongs; a clip that was declined belongs to none. */
  readonly number: number | null;
}

/** What is known of a recording that was sent in more than one version. */
export interface SameRecording {
  /** One for all its versions. */
  readonly recording: string;
  /** Numbers of other occasions to which a version of it belongs. */
  readonly alsoIn: readonly number[];
}

export type SameRecordings = ReadonlyMap<string, SameRecording>;

const ROWS = `
  SELECT s.id, s.replaces, s.sha256, CASE WHEN c.decided IS DISTINCT FROM 'declined' THEN o.number END AS number
    FROM (${SENT_IN_VERSIONS}) s JOIN lintel.clip c ON c.id = s.id
    LEFT JOIN lintel.occasion_part p ON p.clip_id = s.id AND p.removed_at IS NULL
    LEFT JOIN lintel.occasion o ON o.id = p.occasion_id`;

export function sameRecordings(rows: readonly Row[]): SameRecordings {
  const found = new Map<string, SameRecording>();
  for (const [id, [recording, group]] of versionGroups(rows)) {
    const own = group.find((row) => row.id === id)?.number;
    const all = [...new Set(group.flatMap(({ number }) => number ?? []))].sort((a, b) => a - b);
    found.set(id, { recording, alsoIn: all.filter((one) => one !== own) });
  }
  return found;
}

@Injectable()
export class SameRecordingsRepository {
  async of(tx: Transaction, id: InvestigationId): Promise<SameRecordings> {
    return sameRecordings(await tx.query<Row>(ROWS, [id]));
  }
}

import { clipSubject, type CustodyLog } from '../../custody';
import { NotFound } from '../../kernel/errors';
import type { ClipId, InvestigationId } from '../../kernel/ids';
import type { Database, Transaction } from '../../platform/database';
import { hashStream } from '../../platform/digest';
import {
  evidenceKey,
  incomingKey,
  ObjectExists,
  type EvidenceStore,
  type IncomingStore,
} from '../../platform/object-store';
import type { Outbox } from '../../platform/queue';
import { promoteClip } from '../submissions';

export interface TakingBack {
  readonly clip: ClipId;
  readonly urn: string;
  readonly why: string;
}

/**
 * Gives a locked original that lost its row one again, as the operator. The worker then checks it as anything that arrives,
 * finds the same bytes in evidence, and it is the master that it was.
 */
export class TakeBackService {
  constructor(
    private readonly database: Database,
    private readonly evidence: EvidenceStore,
    private readonly incoming: IncomingStore,
    private readonly custody: CustodyLog,
    private readonly outbox: Outbox,
  ) {}

  /** @throws NotFound when there is no such original or investigation, or the original has its row */
  async takeBack({ clip, urn, why }: TakingBack): Promise<void> {
    const key = evidenceKey(`masters/${clip}`);
    const { size, sha256 } = await hashStream(await this.evidence.read(key));
    await this.database.transaction(async (tx) => {
      const investigation = await investigationOf(tx, urn);
      await insert(tx, clip, investigation, size);
      await this.copyBack(clip, size);
      await this.custody.append(tx, {
        type: 'master-taken-back',
        subject: clipSubject(clip),
        investigation,
        detail: { sha256, size },
        secrets: { why },
      });
      await this.outbox.add(tx, promoteClip, { clipId: clip });
    });
  }

  /** What arrives is checked in `incoming`. */
  private async copyBack(clip: ClipId, size: number): Promise<void> {
    try {
      await this.incoming.write(
        incomingKey(clip),
        await this.evidence.read(evidenceKey(`masters/${clip}`)),
        size,
      );
    } catch (error) {
      if (!(error instanceof ObjectExists)) throw error;
    }
  }
}

async function investigationOf(tx: Transaction, urn: string): Promise<InvestigationId> {
  const [row] = await tx.query<{ id: InvestigationId }>(
    'SELECT id FROM lintel.investigation WHERE urn = $1',
    [urn],
  );
  if (row === undefined) throw new NotFound('An investigation of that URN');
  return row.id;
}

async function insert(
  tx: Transaction,
  clip: ClipId,
  investigation: InvestigationId,
  size: number,
): Promise<void> {
  const rows = await tx.query(
    `INSERT INTO lintel.clip (id, investigation_id, state, file_name, size, incoming_key, received_at, sent_at)
     VALUES ($1, $2, 'received', $3, $4, $5, now(), now()) ON CONFLICT (id) DO NOTHING RETURNING id`,
    [clip, investigation, `recovered-${clip.slice(0, 8)}`, size, clip],
  );
  if (rows.length === 0) throw new NotFound('An original without a row');
}

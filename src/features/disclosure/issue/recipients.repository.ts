import { Injectable } from '@nestjs/common';
import type { BundleId, InvestigationId, IssueId } from '../../../kernel/ids';
import type { Transaction } from '../../../platform/database';
import type { Attempt } from '../../invitations';

/** Whose session it is. */
export interface Recipient {
  readonly issueId: IssueId;
  readonly bundleId: BundleId;
  readonly investigationId: InvestigationId;
}

/** The recipients' side of issues: links, codes, sessions and downloads. */
@Injectable()
export class RecipientsRepository {
  /** How the link's code is to be hashed; `undefined` for a link that does not exist. */
  async linkParameters(tx: Transaction, linkHash: Buffer): Promise<string | undefined> {
    const [row] = await tx.query<{ parameters: string | null }>(
      'SELECT lintel.issue_parameters($1) AS parameters',
      [linkHash],
    );
    return row?.parameters ?? undefined;
  }

  /** `undefined` for every reason alike; wrong codes are counted. From then on `tx` acts for the recipient. */
  async enter(
    tx: Transaction,
    { linkHash, proof, sessionHash, attempts }: Attempt,
    minutes: number,
  ): Promise<IssueId | undefined> {
    const [row] = await tx.query<{ id: IssueId }>(
      'SELECT issue_id AS id FROM lintel.enter_issue($1, $2, $3, $4, $5)',
      [linkHash, proof, sessionHash, minutes, attempts],
    );
    return row?.id;
  }

  /** The session that acts, when its bundle may be fetched; keeps it alive for `idleMinutes` more. */
  async keepSession(tx: Transaction, idleMinutes: number): Promise<Recipient | undefined> {
    const [row] = await tx.query<Recipient>(
      `SELECT issue_id AS "issueId", bundle_id AS "bundleId", investigation_id AS "investigationId"
         FROM lintel.keep_issue_session($1)`,
      [idleMinutes],
    );
    return row;
  }

  /** The session that acts. */
  async endSession(tx: Transaction): Promise<void> {
    await tx.query('SELECT lintel.end_issue_session()');
  }

  /** `false` when it belongs to the download under way. Others of the same session wait until `tx` ends. */
  async beginDownload(tx: Transaction, id: string, whole: boolean): Promise<boolean | undefined> {
    const [row] = await tx.query<{ begun: boolean | null }>(
      'SELECT lintel.begin_issue_download($1, $2) AS begun',
      [id, whole],
    );
    return row?.begun ?? undefined;
  }

  /** Oldest first. */
  async downloads(tx: Transaction, id: IssueId): Promise<Date[]> {
    const rows = await tx.query<{ at: Date }>(
      'SELECT at FROM lintel.bundle_download WHERE issue_id = $1 ORDER BY at',
      [id],
    );
    return rows.map(({ at }) => at);
  }

  /** What the exhibits and items of a bundle are called, in their order. */
  async labels(tx: Transaction, id: BundleId): Promise<string[]> {
    const rows = await tx.query<{ label: string }>(
      'SELECT label FROM lintel.bundle_item WHERE bundle_id = $1 ORDER BY position',
      [id],
    );
    return rows.map(({ label }) => label);
  }
}

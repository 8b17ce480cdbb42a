import { Injectable } from '@nestjs/common';
import {
  checkCode,
  CustodyLog,
  NoProofYet,
  provenRecord,
  receiptFileText,
  receiptSubject,
} from '../../custody';
import type { ReceiptWords } from '../../custody';
import type { EventId, SubmissionId } from '../../kernel/ids';
import { Database } from '../../platform/database';
import { TimestampsService } from '../disclosure';
import type { Receipt } from '../submissions';
import { ReceiptProofsRepository } from './receipt-proofs.repository';

const words = ({ reference, sentAt, clips, incidents }: Receipt): ReceiptWords => ({
  reference,
  sentAt: sentAt.toISOString(),
  files: clips.map(({ fileName, size, deviceSha256, storedSha256 }) => ({
    name: fileName,
    size,
    deviceSha256,
    storedSha256,
  })),
  entries: incidents.map(({ number, clips: own, earlier }) => ({ number, files: own.length, earlier })),
});

/** Puts receipts on record, each in a chain of its own, and makes the file that shows it. */
@Injectable()
export class ReceiptProofsService {
  constructor(
    private readonly database: Database,
    private readonly proofs: ReceiptProofsRepository,
    private readonly custody: CustodyLog,
    private readonly timestamps: TimestampsService,
  ) {}

  /** Safe to be killed anywhere. Gives whether there is more to do at once. */
  async run(): Promise<boolean> {
    const more = await this.record();
    for (const { submissionId, eventId } of await this.database.transaction((tx) => this.proofs.unproven(tx)))
      await this.prove(submissionId, eventId);
    return more;
  }

  private record(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const receipt = await this.proofs.due(tx);
      if (receipt === undefined) return false;
      const { id } = await this.custody.append(tx, {
        type: 'receipt-made',
        subject: receiptSubject(receipt.submissionId),
        secrets: { receipt: words(receipt) },
      });
      await this.proofs.onRecord(tx, receipt.submissionId, id);
      return true;
    });
  }

  private async prove(id: SubmissionId, event: EventId): Promise<void> {
    const read = await this.database
      .snapshot(async (tx) => ({
        shown: await provenRecord(tx, event),
        opening: await this.proofs.opening(tx, event),
        keys: await this.proofs.keys(tx),
      }))
      .catch((error: unknown) => {
        // It is signed a moment later.
        if (error instanceof NoProofYet) return undefined;
        throw error;
      });
    if (read?.opening === undefined) return;
    const { shown, opening, keys } = read;
    const file = receiptFileText({
      receipt: opening.value as ReceiptWords,
      salt: opening.salt,
      record: shown.record,
      proof: shown.proof,
      keys,
      timeStamp: await this.timestamps.forSeal(shown.checkpoint),
    });
    await this.database.transaction((tx) => this.proofs.proven(tx, id, checkCode(shown.record), file));
  }
}

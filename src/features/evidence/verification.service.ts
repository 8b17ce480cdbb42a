import { Inject, Injectable } from '@nestjs/common';
import { CustodyLog, clipSubject } from '../../custody';
import type { ClipId } from '../../kernel/ids';
import type { JsonObject } from '../../kernel/json';
import { Database } from '../../platform/database';
import type { Digest } from '../../platform/digest';
import { MediaTool, sniffFile, type FileFacts } from '../../platform/media';
import { incomingKey, type IncomingStore } from '../../platform/object-store';
import { ObservationService } from '../footage';
import { refuseEarlyStall, type Attempt } from './attempt';
import { MasterRepository, type Identification, type WorkClip } from './master.repository';
import { readSurely } from './sure-read';
import { INCOMING } from './stores';

/** The check of a received clip: its stored bytes are read back, hashed, identified and compared. */
@Injectable()
export class VerificationService {
  constructor(
    private readonly database: Database,
    private readonly masters: MasterRepository,
    private readonly custody: CustodyLog,
    private readonly media: MediaTool,
    private readonly observation: ObservationService,
    @Inject(INCOMING) private readonly incoming: IncomingStore,
  ) {}

  /** Safe to run again. A clip that was removed meanwhile is no error. @throws NotFound when the object is gone, DecoderStalled */
  async verify(id: ClipId, attempt: Attempt): Promise<void> {
    const clip = await this.database.transaction((tx) => this.masters.byId(tx, id));
    if (clip?.state !== 'received') return;
    const found = await this.identify(clip, attempt);
    await this.database.transaction(async (tx) => {
      if (!(await this.masters.verified(tx, id, found))) return;
      await this.masters.completeReceipt(tx, id, found.sha256);
      const source = await this.observation.observe(tx, id, found.facts);
      // A draft's chain holds only commitments: if she removes the clip, nothing of its content stays.
      await this.custody.append(tx, {
        type: 'clip-verified',
        subject: clipSubject(id),
        investigation: clip.investigationId,
        secrets: { sha256: found.sha256, size: clip.size, kind: found.kind, source: source?.kind ?? null },
      });
    });
  }

  /** What is stored of a clip now, read until it is sure. @throws NotFound, CorruptRead */
  async reread({ incomingKey: key, deviceSha256 }: WorkClip): Promise<Digest> {
    return readSurely(this.incoming, incomingKey(key), deviceSha256, (_path, digest) =>
      Promise.resolve(digest),
    );
  }

  private async identify(
    { incomingKey: key, deviceSha256 }: WorkClip,
    attempt: Attempt,
  ): Promise<Identification & { facts: FileFacts }> {
    return readSurely(this.incoming, incomingKey(key), deviceSha256, async (path, { sha256, crc32 }) => {
      const sniffed = await sniffFile(path);
      const facts = await this.media.probe(path, attempt.signal);
      refuseEarlyStall(facts, attempt);
      const media = facts as unknown as JsonObject;
      return { sha256, crc32, kind: sniffed.mime ?? sniffed.kind, media, facts };
    });
  }
}

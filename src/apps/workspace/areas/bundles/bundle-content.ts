import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { archiveObject, BundleArchives, fromEvidence, lentFrom } from '../../../../features/disclosure';
import type { Officer } from '../../../../features/identity';
import type { BundleId, ViewingId } from '../../../../kernel/ids';
import type { EvidenceReader } from '../../../../platform/object-store';
import { EVIDENCE } from '../../shell/clips/footage';
import { sendWhile } from '../../shell/sending/send-while';

/** Serves sealed bundles to officers. The download itself was logged when its ticket was opened. */
@Injectable()
export class BundleContent {
  constructor(
    private readonly archives: BundleArchives,
    @Inject(EVIDENCE) private readonly evidence: EvidenceReader,
  ) {}

  /** GET or HEAD with ranges, as long as the right lasts. @throws NotFound */
  async send(
    by: Officer,
    id: BundleId,
    ticket: ViewingId,
    request: Request,
    response: Response,
  ): Promise<void> {
    const plan = await this.archives.plan(by.id, id, ticket);
    const object = archiveObject(plan, fromEvidence(this.evidence), lentFrom(this.evidence));
    await sendWhile(request, response, object, ticket);
  }
}

import { Injectable } from '@nestjs/common';
import { clipSubject, CustodyLog } from '../../../custody';
import type { ClipId, CompilationId, InvestigationId, Sha256Hex } from '../../../kernel/ids';
import type { Transaction } from '../../../platform/database';
import { Outbox } from '../../../platform/queue';
import { renderCompilation } from '../jobs';
import type { Compilation } from './domain/recipe';
import { reviewedFilm } from './reviewed-film';

/** What the log says of films, and the work that is asked for with it. */
@Injectable()
export class CompilationLog {
  constructor(
    private readonly custody: CustodyLog,
    private readonly outbox: Outbox,
  ) {}

  /** In the chain of each item that is in it, once. */
  async asked(
    tx: Transaction,
    investigation: InvestigationId,
    of: {
      readonly compilation: CompilationId;
      readonly recipe: Compilation;
      readonly hash: Sha256Hex;
      readonly clipId: ClipId;
    },
    secrets: { numberedAs: string; shows: string; reason: string; orderReason?: string },
  ): Promise<void> {
    await this.outbox.add(tx, renderCompilation, { compilationId: of.compilation, clipId: of.clipId });
    const masters = new Map(of.recipe.parts.map(({ clip, master }) => [clip, master]));
    for (const [clip, master] of masters)
      await this.custody.append(tx, {
        type: 'compilation-asked',
        subject: clipSubject(clip),
        investigation,
        detail: { compilation: of.compilation, recipeSha256: of.hash, inputSha256: master },
        secrets,
      });
  }

  async reviewed(tx: Transaction, ...of: Parameters<typeof reviewedFilm>): Promise<void> {
    await this.custody.append(tx, reviewedFilm(...of));
  }
}

import { Test } from '@nestjs/testing';
import { PlatformModule } from '../../../src/apps/platform.module';
import { loadConfig } from '../../../src/config/config';
import { ProposingService, WordsMakingModule } from '../../../src/features/transcripts';
import type { WordProposalId } from '../../../src/kernel/ids';
import { WordProgram } from '../../../src/platform/media';
import { openEvidenceStore } from '../../../src/platform/object-store';
import { createLogger } from '../../../src/platform/observability';
import type { World } from '../workspace/world';

/** The worker's side, with its own database role and the program in that folder. */
export async function propose(
  world: World,
  id: string,
  folder: string | undefined,
  {
    last = true,
    signal = new AbortController().signal,
    ...change
  }: { last?: boolean; signal?: AbortSignal; minutes?: number } = {},
): Promise<void> {
  const config = { ...world.config, words: { ...loadConfig({}).words, folder, ...change } };
  const context = await Test.createTestingModule({
    imports: [
      PlatformModule.forRoot({
        ...{ config, databaseUrl: world.database.urls.worker },
        logger: createLogger({ process: 'test', level: 'silent' }),
      }),
      WordsMakingModule.with({
        program: new WordProgram(config.media, config.words),
        evidence: await openEvidenceStore(config.objects),
      }),
    ],
  }).compile();
  try {
    await context.get(ProposingService).propose(id as WordProposalId, { signal, last });
  } finally {
    await context.close();
  }
}

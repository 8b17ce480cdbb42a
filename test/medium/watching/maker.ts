import { Test } from '@nestjs/testing';
import { PlatformModule } from '../../../src/apps/platform.module';
import { StillMakingModule, StillMakingService } from '../../../src/features/evidence';
import type { StillId } from '../../../src/kernel/ids';
import { MediaTool } from '../../../src/platform/media';
import { openEvidenceStore } from '../../../src/platform/object-store';
import { createLogger } from '../../../src/platform/observability';
import type { World } from '../workspace/world';

/** The worker's taking of single frames, with its own database role, and the log signed after each. */
export interface StillMaker {
  make(id: string, last?: boolean): Promise<void>;
  close(): Promise<void>;
}

export async function openStillMaker(world: World): Promise<StillMaker> {
  const evidence = await openEvidenceStore(world.config.objects);
  const logger = createLogger({ process: 'test', level: 'silent' });
  const media = new MediaTool(world.config.media);
  const context = await Test.createTestingModule({
    imports: [
      PlatformModule.forRoot({ config: world.config, databaseUrl: world.database.urls.worker, logger }),
      StillMakingModule.with({ media, evidence }),
    ],
  }).compile();
  return {
    make: async (id, last = true) => {
      const { signal } = new AbortController();
      await context.get(StillMakingService).make(id as StillId, { signal, last });
      await world.sign();
    },
    close: () => context.close(),
  };
}

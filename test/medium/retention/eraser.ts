import { Test } from '@nestjs/testing';
import { PlatformModule } from '../../../src/apps/platform.module';
import {
  DueDatesService,
  ErasingModule,
  ErasureService,
  ForgettingService,
} from '../../../src/features/retention';
import {
  openEvidenceEraser,
  openEvidenceStore,
  type EvidenceEraser,
} from '../../../src/platform/object-store';
import { createLogger } from '../../../src/platform/observability';
import type { World } from '../workspace/world';

/** The worker's disposals, with its own database role, on the files of the world. */
export async function openEraser(world: World, change: Partial<EvidenceEraser> = {}) {
  const { objects } = world.config;
  const real = await openEvidenceEraser(objects);
  const eraser: EvidenceEraser = {
    lockedUntil: (key) => real.lockedUntil(key),
    erase: (key) => real.erase(key),
    ...change,
  };
  const logger = createLogger({ process: 'test', level: 'silent' });
  const context = await Test.createTestingModule({
    imports: [
      PlatformModule.forRoot({ config: world.config, databaseUrl: world.database.urls.worker, logger }),
      ErasingModule.with({ eraser, store: await openEvidenceStore(objects) }),
    ],
  }).compile();
  return {
    run: () => context.get(ErasureService).run(),
    refresh: () => context.get(DueDatesService).refresh(),
    forget: () => context.get(ForgettingService).run(),
    close: () => context.close(),
  };
}

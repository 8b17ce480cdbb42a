import { Test } from '@nestjs/testing';
import { PlatformModule } from '../../../src/apps/platform.module';
import {
  CompilationMakingService,
  LookingService,
  RedactionMakingModule,
  RedactionMakingService,
} from '../../../src/features/redaction';
import type { CompilationId, FaceSearchId, RedactionId } from '../../../src/kernel/ids';
import { MediaTool } from '../../../src/platform/media';
import { openEvidenceStore } from '../../../src/platform/object-store';
import { createLogger } from '../../../src/platform/observability';
import type { World } from '../workspace/world';

/** The worker's making of redacted copies, with its own database role, and the log signed after each. */
export interface RedactionMaker {
  make(id: string, signal?: AbortSignal, last?: boolean): Promise<void>;
  /** The same of a film. */
  compile(id: string, signal?: AbortSignal, last?: boolean): Promise<void>;
  /** Looks for faces. */
  look(id: string, signal?: AbortSignal, last?: boolean): Promise<void>;
  close(): Promise<void>;
}

export async function openRedactionMaker(
  world: World,
  media = new MediaTool(world.config.media),
): Promise<RedactionMaker> {
  const evidence = await openEvidenceStore(world.config.objects);
  const logger = createLogger({ process: 'test', level: 'silent' });
  const context = await Test.createTestingModule({
    imports: [
      PlatformModule.forRoot({ config: world.config, databaseUrl: world.database.urls.worker, logger }),
      RedactionMakingModule.with({ media, evidence }),
    ],
  }).compile();
  return {
    make: async (id, signal = new AbortController().signal, last = true) => {
      await context.get(RedactionMakingService).make(id as RedactionId, { signal, last });
      await world.sign();
    },
    compile: async (id, signal = new AbortController().signal, last = true) => {
      await context.get(CompilationMakingService).make(id as CompilationId, { signal, last });
      await world.sign();
    },
    look: (id, signal = new AbortController().signal, last = true) =>
      context.get(LookingService).look(id as FaceSearchId, { signal, last }),
    close: () => context.close(),
  };
}

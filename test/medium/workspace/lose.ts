import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { World } from './world';

/** The original of a clip is gone from the evidence store, as after a disk that was lost. */
export const loseOriginal = (world: World, clip: string): Promise<void> =>
  rm(join(world.config.objects.root, 'evidence', 'masters', clip));

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Test } from '@nestjs/testing';
import { PlatformModule } from '../../../src/apps/platform.module';
import { loadSigners } from '../../../src/custody';
import { SealModule, SealService } from '../../../src/features/disclosure';
import type { BundleId } from '../../../src/kernel/ids';
import { openEvidenceStore } from '../../../src/platform/object-store';
import { createLogger } from '../../../src/platform/observability';
import { seedClip, type Case, type ClipChoices, type SeededClip, type World } from '../workspace/world';

export const run = promisify(execFile);

/** The worker's sealing, with its own database role and key, and the log signed meanwhile. */
export interface Sealer {
  seal(id: string): Promise<void>;
  close(): Promise<void>;
}

export async function openSealer(world: World): Promise<Sealer> {
  const { origin, keyFiles, keyFolder } = world.config.custody;
  const signers = await loadSigners(origin, { files: keyFiles, folder: keyFolder });
  const evidence = await openEvidenceStore(world.config.objects);
  const logger = createLogger({ process: 'test', level: 'silent' });
  const context = await Test.createTestingModule({
    imports: [
      PlatformModule.forRoot({ config: world.config, databaseUrl: world.database.urls.worker, logger }),
      SealModule.with({ evidence, signers }),
    ],
  }).compile();
  return {
    seal: async (id) => {
      const sign = setInterval(() => void world.sign(), 50);
      await context.get(SealService).seal(id as BundleId, new AbortController().signal);
      clearInterval(sign);
      await world.sign();
    },
    close: () => context.close(),
  };
}

let exhibits = 0;

/** A locked master, an exhibit unless `exhibit` is false. */
export async function seedItem(
  world: World,
  into: Case,
  by: string,
  choices: ClipChoices & { readonly exhibit?: boolean } = {},
): Promise<SeededClip & { readonly reference: string }> {
  const clip = await seedClip(world, into, choices);
  exhibits += 1;
  const reference = `AB/${exhibits}`;
  if (choices.exhibit === false) return { ...clip, reference: '' };
  await world.admin.query(
    `INSERT INTO lintel.exhibit (id, investigation_id, clip_id, reference, producer_name, description, registered_by)
     VALUES (gen_random_uuid(), $1, $2, $3, 'Ann Bell', $4, $5)`,
    [into.investigation, clip.id, reference, `Clip ${exhibits} of the front door`, by],
  );
  return { ...clip, reference };
}

/** Unpacks with a tool of somebody else, and gives the folder and its removal. */
export async function unzip(bytes: Buffer): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-bundle-'));
  await writeFile(join(folder, 'bundle.zip'), bytes);
  await run('unzip', ['-q', 'bundle.zip'], { cwd: folder });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

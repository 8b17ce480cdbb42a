import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Test } from '@nestjs/testing';
import { PlatformModule } from '../../../src/apps/platform.module';
import { SafeCopiesModule, SafeCopiesService } from '../../../src/features/disclosure';
import type { ClipId } from '../../../src/kernel/ids';
import {
  MediaTool,
  type MediaFacts,
  type RenditionOptions,
  type SafeCopy,
} from '../../../src/platform/media';
import { openEvidenceStore } from '../../../src/platform/object-store';
import { createLogger } from '../../../src/platform/observability';
import { onceInRun } from '../../support/once';
import { sha256Of, type World } from '../workspace/world';
import { run } from './support';

/** What a telephone writes into its films, and what must not go to the defence. */
export const PLACE = '+54.7753-001.5849/';
export const PHONE = '+447700900123';

/** A second of film that says where it was taken, and by which telephone. */
export async function filmed(size = '160x120'): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-film-'));
  const tags = ['-metadata', `location=${PLACE}`, '-metadata', `comment=${PHONE}`];
  const input = ['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=10:d=1`];
  const args = ['-nostdin', '-v', 'error', ...input, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', ...tags];
  await run('ffmpeg', [...args, join(folder, 'film.mov')]);
  const bytes = await readFile(join(folder, 'film.mov'));
  await rm(folder, { recursive: true });
  return bytes;
}

/** The worker's making of copies for the defence. */
export interface Copier {
  /** What is in a film. */
  probe(bytes: Buffer): Promise<object>;
  ensure(clip: string, last?: boolean): Promise<void>;
  close(): Promise<void>;
}

/** Makes the copy of the same bytes once for all files of a run: for what comes after a copy, not for the copying itself. */
export class CopyingOnce extends MediaTool {
  override async safeCopy(
    path: string,
    facts: MediaFacts,
    folder: string,
    options?: RenditionOptions,
  ): Promise<SafeCopy> {
    const kept = await onceInRun(`safe-copy-${sha256Of(await readFile(path))}`, async (out) => {
      const made = await super.safeCopy(path, facts, out, options);
      await writeFile(join(out, 'made.json'), JSON.stringify({ ...made, path: basename(made.path) }));
    });
    const made = JSON.parse(await readFile(join(kept, 'made.json'), 'utf8')) as SafeCopy;
    await copyFile(join(kept, made.path), join(folder, made.path));
    return { ...made, path: join(folder, made.path) };
  }
}

export async function openCopier(world: World, media = new MediaTool(world.config.media)): Promise<Copier> {
  const evidence = await openEvidenceStore(world.config.objects);
  const logger = createLogger({ process: 'test', level: 'silent' });
  const context = await Test.createTestingModule({
    imports: [
      PlatformModule.forRoot({ config: world.config, databaseUrl: world.database.urls.worker, logger }),
      SafeCopiesModule.with({ media, evidence }),
    ],
  }).compile();
  return {
    probe: async (bytes) => {
      const file = join(world.config.home, 'probed');
      await writeFile(file, bytes);
      return media.probe(file);
    },
    ensure: (id, last = true) =>
      context.get(SafeCopiesService).ensure(id as ClipId, { signal: new AbortController().signal, last }),
    close: () => context.close(),
  };
}

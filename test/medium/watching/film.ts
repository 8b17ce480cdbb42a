import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../../src/config/config';
import { clipSubject } from '../../../src/custody';
import type { ClipId, InvestigationId } from '../../../src/kernel/ids';
import { MediaTool } from '../../../src/platform/media';
import { clip as fixture, type ClipName } from '../../fixtures/clips';
import { seedClip, seedRendition, type Case, type SeededClip, type World } from '../workspace/world';

const tool = new MediaTool(loadConfig({}).media);

/** A clip as the worker leaves it: the master with its facts, and every working copy that ffmpeg makes of it. */
export async function seedFilm(world: World, into: Case, name: ClipName, as: string): Promise<SeededClip> {
  const path = await fixture(name);
  const facts = await tool.probe(path);
  if (facts.kind === 'picture') throw new Error('no film');
  const clip = await seedClip(world, into, { name: as, bytes: await readFile(path), media: facts });
  if (facts.kind !== 'media') {
    await seedRendition(world, clip, 'proxy', { why: facts.sentence });
    await world.admin.query('UPDATE lintel.rendition SET facts = $2 WHERE clip_id = $1', [
      clip.id,
      JSON.stringify({ code: facts.code }),
    ]);
    return clip;
  }
  const folder = await mkdtemp(join(tmpdir(), 'lintel-film-'));
  try {
    const made = await tool.makeRenditions(path, facts, folder);
    if (made.kind !== 'renditions') throw new Error(made.code);
    for (const file of [made.proxy, ...made.posters, made.contactSheet, made.frames])
      if (file !== null) {
        const bytes = await readFile(file.path);
        await seedRendition(world, clip, file.name, { bytes, contentType: file.mime });
        await world.state({
          type: 'rendition-made',
          subject: clipSubject(clip.id as ClipId),
          investigation: into.investigation as InvestigationId,
          detail: {
            kind: file.name,
            inputSha256: clip.sha256,
            sha256: createHash('sha256').update(bytes).digest('hex'),
            size: bytes.length,
            recipe: { tool: 'ffmpeg', version: '7.1.5', arguments: [] },
          },
        });
      }
    await world.admin.query(`UPDATE lintel.rendition SET facts = $2 WHERE clip_id = $1 AND kind = 'proxy'`, [
      clip.id,
      JSON.stringify({ check: made.check, damaged: made.damaged, labels: made.labels }),
    ]);
    const sound = join(folder, 'sound');
    await mkdir(sound);
    const wave = await tool.waveform(path, facts, sound);
    if (wave !== null)
      await seedRendition(world, clip, 'waveform', {
        bytes: await readFile(wave.path),
        contentType: wave.mime,
      });
    return clip;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

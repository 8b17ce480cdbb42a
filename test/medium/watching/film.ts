import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { loadConfig } from '../../../src/config/config';
import { clipSubject } from '../../../src/custody';
import type { ClipId, InvestigationId } from '../../../src/kernel/ids';
import { MediaTool, type FileFacts, type MediaFacts } from '../../../src/platform/media';
import { clip as fixture, type ClipName } from '../../fixtures/clips';
import { onceInRun } from '../../support/once';
import { seedClip, seedRendition, type Case, type SeededClip, type World } from '../workspace/world';

const tool = new MediaTool(loadConfig({}).media);

interface Copy {
  readonly name: string;
  readonly mime: string;
  readonly file: string;
}

interface Film {
  readonly copies: readonly Copy[];
  readonly wave: Copy | null;
  readonly kept: object;
}

/** What that clip says of itself, asked once for a run. */
async function factsOf(name: ClipName, path: string): Promise<FileFacts> {
  const folder = await onceInRun(`facts-${name}`, async (out) =>
    writeFile(join(out, 'facts.json'), JSON.stringify(await tool.probe(path))),
  );
  return JSON.parse(await readFile(join(folder, 'facts.json'), 'utf8')) as FileFacts;
}

/** All that ffmpeg makes of that clip, once for a run. */
async function filmOf(name: ClipName, path: string, facts: MediaFacts): Promise<Film & { folder: string }> {
  const folder = await onceInRun(`film-${name}`, async (out) => {
    const made = await tool.makeRenditions(path, facts, out);
    if (made.kind !== 'renditions') throw new Error(made.code);
    const files = [made.proxy, ...made.posters, made.contactSheet, made.frames];
    const copies = files.flatMap((file) => (file === null ? [] : [copyOf(file, out)]));
    const sound = join(out, 'sound');
    await mkdir(sound);
    const wave = await tool.waveform(path, facts, sound);
    const film: Film = {
      copies,
      wave: wave && copyOf({ ...wave, name: 'waveform' }, out),
      kept: { check: made.check, damaged: made.damaged, labels: made.labels },
    };
    await writeFile(join(out, 'film.json'), JSON.stringify(film));
  });
  return { ...(JSON.parse(await readFile(join(folder, 'film.json'), 'utf8')) as Film), folder };
}

const copyOf = (file: { name: string; mime: string; path: string }, folder: string): Copy => ({
  name: file.name,
  mime: file.mime,
  file: relative(folder, file.path),
});

/** A clip as the worker leaves it: the master with its facts, and every working copy that ffmpeg makes of it. */
export async function seedFilm(world: World, into: Case, name: ClipName, as: string): Promise<SeededClip> {
  const path = await fixture(name);
  const facts = await factsOf(name, path);
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
  const { folder, copies, wave, kept } = await filmOf(name, path, facts);
  for (const file of copies) {
    const bytes = await readFile(join(folder, file.file));
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
    JSON.stringify(kept),
  ]);
  if (wave !== null)
    await seedRendition(world, clip, 'waveform', {
      bytes: await readFile(join(folder, wave.file)),
      contentType: wave.mime,
    });
  return clip;
}

import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { ROOT } from '../setup/root.mjs';
import { sha256OfFile } from './bytes.mjs';
import { until } from './http.mjs';

const API = '/api/v1';
const run = promisify(execFile);

/** The middle of the picture, in every frame, as a house number would be covered. */
const middle = ({ width, height }, frames) => ({
  ...{ shape: 'rectangle', kind: 'solid', reason: 'house-number', from: 1, to: frames },
  keys: [
    {
      frame: 1,
      x: Math.round(width * 0.4),
      y: Math.round(height * 0.4),
      w: Math.max(2, Math.round(width * 0.2)),
      h: Math.max(2, Math.round(height * 0.2)),
    },
  ],
});

/** Recordings with a picture, at most so many. */
export async function filmsOf(officer, clips, most) {
  const films = [];
  for (const clip of clips) {
    if (films.length === most) break;
    const { items } = await officer.json('GET', `${API}/clips/${clip.id}/renditions`);
    const proxy = items.find(({ kind, state }) => kind === 'proxy' && state === 'made');
    const frames = proxy?.facts.check?.sourceFrames ?? 0;
    if (frames > 0 && proxy.facts.width !== null) films.push({ clip, size: proxy.facts, frames });
  }
  return films;
}

/** The command that compares a copy with its original, without the service. */
export async function checkAgain(original, copy, version) {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-demo-redaction-'));
  try {
    const [recipe, proof] = [join(folder, 'recipe.json'), join(folder, 'proof.json')];
    await writeFile(recipe, JSON.stringify(version.recipe));
    await writeFile(proof, JSON.stringify(version.facts.proof));
    const files = ['--original', original, '--copy', copy, '--recipe', recipe, '--proof', proof, '--json'];
    const { stdout } = await run(process.execPath, [
      join(ROOT, 'bin/lintel.mjs'),
      'redaction-check',
      ...files,
    ]);
    return JSON.parse(stdout).faults.length === 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Covers something in one clip, goes through the copy, lets it go instead of the recording, and compares it again offline. */
export async function redactOne(officer, disclosing, clips) {
  const [film] = await filmsOf(officer, clips, 1);
  if (film === undefined) return null;
  const { clip, size, frames } = film;
  const edits = { masks: [middle(size, frames)], sound: [], trim: null };
  const { id } = await officer.json('POST', `${API}/clips/${clip.id}/redactions`, { base: 0, edits }, [202]);
  const version = await until(
    'the redacted copy',
    async () => {
      const found = await officer.json('GET', `${API}/redactions/${id}`);
      if (found.state === 'failed') throw new Error(`no redacted copy was made: ${found.why}`);
      return found.state === 'made' && found;
    },
    1_800,
  );
  const { contentUrl } = await officer.json('POST', `${API}/redactions/${id}/viewings`, {}, [201]);
  const folder = await mkdtemp(join(tmpdir(), 'lintel-demo-copy-'));
  try {
    const copy = join(folder, 'copy.mp4');
    const response = await officer.send('GET', contentUrl);
    await pipeline(Readable.fromWeb(response.body), createWriteStream(copy));
    await officer.json('POST', `${API}/redactions/${id}/review`, { outcome: 'approved', reason: '' }, [204]);
    const choice = { redaction: id, reason: 'Shows a number that is nobody’s' };
    await disclosing.json('POST', `${API}/clips/${clip.id}/redaction-choice`, choice, [204]);
    const { items: decisions } = await disclosing.json('GET', `${API}/clips/${clip.id}/decisions`);
    const { outsideEqual, timesEqual, recipeEqual, outsideDecibels } = version.facts.proof;
    return {
      ...{ id, clip: clip.id, name: clip.name, sha256: version.sha256, masterSha256: clip.sha256Device },
      classification: decisions[0]?.classification,
      frames: version.facts.frames,
      ...{ outsideEqual, timesEqual, recipeEqual, outsideDecibels },
      sameHash: (await sha256OfFile(copy)) === version.sha256,
      checkedAgain: await checkAgain(clip.path, copy, version),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

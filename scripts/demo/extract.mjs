import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sha256OfFile } from './bytes.mjs';
import { until } from './http.mjs';
import { checkAgain, filmsOf } from './redaction.mjs';

const API = '/api/v1';

/** The second half of a recording: of the redaction that was approved of the first film, or of another recording as it came. */
async function order(officer, clips) {
  const [first, second] = await filmsOf(officer, clips, 2);
  if (first === undefined) return undefined;
  const film = second ?? first;
  const { items } = await officer.json('GET', `${API}/clips/${film.clip.id}/redactions`);
  const part = { from: Math.floor(film.frames / 2) + 1, to: film.frames };
  return { film, body: { ...part, redaction: items[0]?.id ?? null } };
}

/** Takes a part of a recording as an exhibit of its own, goes through it, and compares it again offline; where it can, it goes to the defence alone. */
export async function extractOne(officer, disclosing, clips) {
  const wanted = await order(officer, clips);
  if (wanted === undefined) return null;
  const { film, body } = wanted;
  const { clip } = film;
  const words = { title: 'The second half', reason: 'The first half shows others' };
  const { id, reference } = await officer.json(
    'POST',
    `${API}/clips/${clip.id}/extracts`,
    { ...body, ...words },
    [202],
  );
  const extract = await until(
    'the extract',
    async () => {
      const found = await officer.json('GET', `${API}/redactions/${id}`);
      if (found.state === 'failed') throw new Error(`no extract was made: ${found.why}`);
      return found.state === 'made' && found;
    },
    1_800,
  );
  const { contentUrl } = await officer.json('POST', `${API}/redactions/${id}/viewings`, {}, [201]);
  const folder = await mkdtemp(join(tmpdir(), 'lintel-demo-extract-'));
  try {
    const copy = join(folder, 'extract.mp4');
    const response = await officer.send('GET', contentUrl);
    await pipeline(Readable.fromWeb(response.body), createWriteStream(copy));
    await officer.json('POST', `${API}/redactions/${id}/review`, { outcome: 'approved', reason: '' }, [204]);
    // The first film goes as its redacted copy.
    const goes = body.redaction === null;
    const choice = { redaction: id, reason: words.reason };
    if (goes) await disclosing.json('POST', `${API}/clips/${clip.id}/redaction-choice`, choice, [204]);
    return {
      ...{ name: clip.name, reference, from: body.from, to: body.to, goes },
      frames: extract.facts.frames,
      exact: extract.facts.frames === body.to - body.from + 1 && extract.facts.proof.timesEqual,
      sameHash: (await sha256OfFile(copy)) === extract.sha256,
      checkedAgain: await checkAgain(clip.path, copy, extract),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

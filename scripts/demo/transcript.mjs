import { createHash } from 'node:crypto';
import { filmsOf } from './redaction.mjs';

const API = '/api/v1';
/** Milliseconds from the start of the film. */
const LINES = [
  { start: 0, end: 400, speaker: 'A', words: 'Open the door & come <out>', language: '', translation: '' },
  { start: 400, end: 900, speaker: 'B', words: '[inaudible]', language: '', translation: '' },
];
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** Types what is said in one recording, closes it, has another officer check it against the sound, and takes it away. */
export async function typeOne(officer, checker, clips) {
  const [film] = await filmsOf(officer, clips, 1);
  if (film === undefined) return null;
  const { clip } = film;
  const { id } = await officer.json('POST', `${API}/clips/${clip.id}/transcripts`, {}, [201]);
  const at = `${API}/transcripts/${id}`;
  const { revision } = await officer.json('POST', `${at}/lines`, { revision: 0, lines: LINES.slice(0, 1) });
  const { sha256: closed } = await officer.json('POST', `${at}/finish`, { revision, lines: LINES });
  // A check is of what was heard: without a viewing of one's own it is refused.
  const tooEarly = await checker.json('POST', `${at}/check`, { sha256: closed }, [409]);
  await checker.json('POST', `${API}/clips/${clip.id}/viewings`, { content: 'proxy' }, [201]);
  await checker.json('POST', `${at}/check`, { sha256: closed }, [204]);
  const captions = await (await officer.send('GET', `${at}/captions`)).text();
  const text = await (await officer.send('GET', `${at}/text`)).text();
  const { state } = await officer.json('GET', at);
  return {
    ...{ name: clip.name, clip: clip.id, sha256: closed, state, lines: LINES.length },
    heardFirst: tooEarly.code === 'not-listened',
    sameHash: sha256(captions) === closed,
    asTyped: LINES.every(({ words }) => text.includes(words)),
  };
}

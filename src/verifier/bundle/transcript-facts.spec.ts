import type { Files } from '../files';
import type { BundleExhibit, BundleKind } from './bundle-json';
import { checkRecording, TranscriptFacts, type Recording } from './transcript-facts';

const [CAPTIONS, OTHER, MASTER] = ['a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64)];
const transcript = { path: 'data/transcripts/MG6C-1/transcript.vtt', sha256: CAPTIONS, recording: MASTER };
const exhibit = { ref: 'MG6C/1', custody: 'data/custody/MG6C-1', transcript } as BundleExhibit;

/** A recording with these events of transcripts, all of the same file. */
function recording(ref: string, ...events: readonly (readonly [type: string, sha256: string])[]): Recording {
  const said = new TranscriptFacts();
  for (const [type, sha256] of events) said.see(`transcript-${type}`, { sha256 }, new Map());
  return { ref, master: MASTER, folder: ref, said, isCovered: false };
}
const check = (kind: BundleKind, ...items: readonly Recording[]): Promise<void> =>
  checkRecording(exhibit, kind, items, undefined as unknown as Files);

const FINISHED = ['finished', CAPTIONS] as const;
const CHECKED = ['checked', CAPTIONS] as const;

it('a transcript was finished in the history of its recording, where that is here', async () => {
  await expect(check('prosecution', recording('AB/1', FINISHED))).resolves.toBeUndefined();
  await expect(check('defence', recording('AB/1', FINISHED, CHECKED))).resolves.toBeUndefined();
  await expect(check('defence', recording('AB/1', FINISHED))).rejects.toThrow();
  await expect(check('prosecution', recording('AB/1', ['finished', OTHER]))).rejects.toThrow();
});

it('the same file that came twice, of which only the other goes: to the prosecution alone', async () => {
  await expect(check('prosecution', recording('AB/2'))).resolves.toBeUndefined();
  await expect(check('defence', recording('AB/2'))).rejects.toThrow();
  const both = [recording('AB/2'), recording('AB/1', FINISHED, CHECKED)];
  await expect(check('defence', ...both)).resolves.toBeUndefined();
});

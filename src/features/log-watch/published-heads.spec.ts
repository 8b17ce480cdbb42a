import { generateKeyPairSync } from 'node:crypto';
import { Readable } from 'node:stream';
import { signCheckpoint } from '../../custody/pure/checkpoint';
import { noteSigner, type NoteSigner } from '../../custody/pure/signed-note';
import type { EvidenceKey } from '../../platform/object-store';
import { headKey, publishedHeads, readHead, type HeadStore } from './published-heads';

const signer = (): NoteSigner => noteSigner('log.test', generateKeyPairSync('ed25519').privateKey);
const ours = signer();
const head = (fill: number, by = ours): Buffer =>
  Buffer.from(signCheckpoint('log.test', { size: 7, root: Buffer.alloc(32, fill) }, [by]));

/** As a store, a line or a memory does that falsifies now and then. */
function flipped(note: Buffer, place: number): Buffer {
  const other = Buffer.from(note);
  other[place] = (other[place] ?? 0) ^ 1;
  return other;
}

/** Gives them one after the other, and the last from then on. */
function giving(...notes: readonly Buffer[]): HeadStore {
  const left = [...notes];
  return {
    read: () => Promise.resolve(Readable.from([(left.length > 1 ? left.shift() : left[0]) ?? ''])),
    list: async function* () {
      yield await Promise.resolve({ key: headKey(7) } as {
        key: EvidenceKey;
        size: number;
        modifiedAt: Date;
      });
    },
  };
}

const rootOf = async (...notes: readonly Buffer[]): Promise<string | undefined> =>
  (await readHead(giving(...notes), headKey(7), [ours]))?.root?.toString('hex').slice(0, 2);

describe('a head in the store', () => {
  const note = head(1);

  it('is what a known key has signed, at the first reading', async () => {
    expect(await rootOf(note, head(2))).toBe('01');
  });

  it('is not what was read wrongly: no bit of it that is another raises an alarm', async () => {
    for (let place = 0; place < note.length; place += 1)
      expect([place, await rootOf(flipped(note, place), note)]).toEqual([place, '01']);
    const { sizes, read } = await publishedHeads(giving(flipped(note, note.length - 1), note), [ours]);
    expect([[...sizes], read.length]).toEqual([[7], 1]);
  });

  it('is another one where another lies there, and none where nothing ever reads as one', async () => {
    expect(await rootOf(head(2))).toBe('02');
    expect(await rootOf(flipped(note, note.length - 1))).toBeUndefined();
    expect((await publishedHeads(giving(flipped(note, note.length - 1)), [ours])).sizes.size).toBe(0);
  });

  it('that a retired key has signed is believed when it is read twice', async () => {
    const retired = signer();
    expect(await rootOf(head(3, retired))).toBe('03');
    expect(await rootOf(head(4, retired), head(3, retired))).toBe('03');
  });
});

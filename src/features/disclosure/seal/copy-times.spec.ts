import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { NotFound } from '../../../kernel/errors';
import type { EvidenceStore } from '../../../platform/object-store';
import { copyTimes } from './copy-times';
import type { SourceItem } from './source';

const LIST = `#tb 0: 1/1000\n${[0, 40, 80, 200].map((at) => `0, ${at}, ${at}, 40, 1, ${'ab'.repeat(32)}`).join('\n')}\n`;
const sha256 = createHash('sha256').update(LIST).digest('hex');
const stored = (text: string | undefined): EvidenceStore =>
  ({
    read: () =>
      text === undefined
        ? Promise.reject(new NotFound('The object'))
        : Promise.resolve(Readable.from([Buffer.from(text)])),
  }) as unknown as EvidenceStore;

const item = (what: string, part: { from: number; to: number } | null = null, listed = true): SourceItem =>
  ({
    row: { seconds: 0.24, frames: listed ? { key: 'renditions/x/frames', sha256 } : null },
    objects: [
      { what: 'original', path: 'o' },
      { what, path: 'p', part },
    ],
  }) as unknown as SourceItem;
const timesOf = async (store: string | undefined, one: SourceItem) => [
  ...(await copyTimes(stored(store), [one])),
];
const whole = { timeBase: { num: 1, den: 1_000 }, pts: [0, 40, 80, 200], lastDuration: 40 };

describe('the times that a bundle’s page has of its copies', () => {
  it('are those of every frame of what plays, and no hash', async () => {
    expect(await timesOf(LIST, item('proxy'))).toEqual([['p', { seconds: 0.24, frames: whole }]]);
    expect(await timesOf(LIST, item('poster'))).toEqual([]);
  });

  it('are of a copy that was cut those of its own frames alone', async () => {
    const frames = { ...whole, pts: [40, 80], lastDuration: 120 };
    expect(await timesOf(LIST, item('extract', { from: 2, to: 3 }))).toEqual([['p', { frames }]]);
    expect(await timesOf(LIST, item('redacted-copy', { from: 3, to: 4 }))).toEqual([
      ['p', { frames: { ...whole, pts: [80, 200] } }],
    ]);
  });

  it.each([
    ['lost', undefined],
    ['damaged', LIST.replace('80', '81')],
  ])('are left out, and nothing fails, where the list is %s', async (_how, store) => {
    expect(await timesOf(store, item('proxy'))).toEqual([['p', { seconds: 0.24 }]]);
    expect(await timesOf(store, item('extract', { from: 2, to: 3 }))).toEqual([['p', {}]]);
  });

  it('are no more than the length where no list was made', async () => {
    expect(await timesOf(LIST, item('proxy', null, false))).toEqual([['p', { seconds: 0.24 }]]);
  });
});

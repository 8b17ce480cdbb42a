import { rm } from 'node:fs/promises';
import { tagFiles } from '../../../../src/verifier';
import { openCopier } from '../../../medium/disclosure/film';
import { contentsOf, keyOf, type ReallySealed } from '../../../medium/disclosure/really-sealed';
import { disclose, openTyped } from '../../../medium/disclosure/said';
import { openSealer } from '../../../medium/disclosure/support';
import { openWorld } from '../../../medium/workspace/world';
import { buildVerifier } from '../../../support/verifier-build';
import { sealed, summary, type Change } from '../mutations/insider';
import { replaced } from '../really/insider-changes';
import { relog } from '../really/relog';
import { compare } from './agree';
import type { Case } from './judge';

/* Bundles with a checked transcript, judged by our verifier and by the one that was written from the documents. */
type Sealed = Pick<ReallySealed, 'files' | 'privateKey' | 'fingerprint'>;
const KINDS = ['prosecution', 'defence'] as const;

let made: Record<(typeof KINDS)[number], Sealed>;
beforeAll(async () => {
  const verifier = await buildVerifier();
  const world = await openWorld();
  const copier = await openCopier(world);
  const sealer = await openSealer(world, (content, custody) => tagFiles(content, custody, verifier));
  try {
    const { desk, typist, clip } = await openTyped(world, copier);
    await typist.checked(clip, 'Otwórz <drzwi> & wyjdź');
    const [item] = await typist.items();
    await disclose(sealer, desk, item?.id ?? '');
    await desk.makeForms();
    const key = await keyOf(world);
    const all: Partial<typeof made> = {};
    for (const kind of KINDS) {
      const { bytes } = await desk.download(await desk.bundle(sealer, kind));
      all[kind] = { ...(await contentsOf(bytes)), ...key };
    }
    made = all as typeof made;
  } finally {
    await sealer.close();
    await copier.close();
    await world.close();
    await rm(verifier, { recursive: true });
  }
});

const CAPTIONS = 'data/transcripts/MG6C-1/transcript.vtt';

interface Item {
  ref: string;
  transcript?: { recording: string };
}
const items = (work: (all: Item[]) => Item[]): Change =>
  summary((content) => {
    const told = content as unknown as { exhibits: Item[] };
    told.exhibits = work(told.exhibits);
  });
const withOther = (recording: string): Change =>
  items((all) =>
    all.map((one) => (one.transcript ? { ...one, transcript: { ...one.transcript, recording } } : one)),
  );

it('proves them, and says what ours says', async () => {
  const cases = KINDS.map((kind): Case => ({ name: kind, known: made[kind], files: made[kind].files }));
  const { differ, codes } = await compare(cases);
  expect(differ).toEqual([]);
  expect(codes).toEqual([KINDS.length, 0, 0]);
  for (const kind of KINDS) expect([...made[kind].files.keys()]).toContain(CAPTIONS);
});

it('finds, with ours, what somebody with the keys said otherwise of it', async () => {
  const { defence } = made;
  const changes: readonly (readonly [string, Change])[] = [
    ['a word', replaced(CAPTIONS, (bytes) => Buffer.from(bytes.toString().replace('wyjd', 'wejd')))],
    ['no captions', replaced(CAPTIONS, () => Buffer.from('WEBVTT\n'))],
    ['another recording', withOther('a'.repeat(64))],
    [
      'captions that are not told',
      (files) => {
        files.delete(CAPTIONS);
        items((all) => all.map(({ transcript: _, ...one }) => one))(files);
      },
    ],
    [
      'captions of its recording instead',
      items(
        (all) =>
          all.map((one) =>
            one.transcript
              ? { ...one, transcript: undefined }
              : { ...one, transcript: all.find(({ transcript }) => transcript)?.transcript },
          ) as Item[],
      ),
    ],
    ['a file beside it', (files) => files.set('data/transcripts/MG6C-1/more.vtt', Buffer.from('WEBVTT\n'))],
    [
      'the transcript without its recording',
      (files) => {
        for (const path of [...files.keys()]) if (/^data\/\w+\/AB-1\//.test(path)) files.delete(path);
        items((all) => all.filter(({ transcript }) => transcript))(files);
      },
    ],
  ];
  const anew = { ...defence, putInLog: relog(defence) };
  const nothing = { name: 'nothing', known: defence, files: sealed(anew, () => undefined) };
  expect((await compare([nothing])).codes).toEqual([1, 0, 0]);
  const cases = changes.map(([name, change]) => ({ name, known: defence, files: sealed(anew, change) }));
  const { differ, codes } = await compare(cases);
  expect(differ).toEqual([]);
  expect(codes).toEqual([0, cases.length, 0]);
});

import type { BundleVerdict, FirstBad } from '../../../../src/verifier/bundle/bundle-verdict';
import {
  SAMPLE_AT_FIRST,
  sampleBundle,
  sampleKeys,
  type SampleOptions,
} from '../../../support/sample-bundle';
import { sha256 } from '../../../support/sample-log';
import { edit, firstBad, proofsOf, sealed, summary, swap, type Change } from './insider';
import { complete, flip, knowing, stampedBundle, verifyFiles, type Stamped } from './support';

describe('contents that somebody with the key of the bundle changes before he seals it', () => {
  let made: Stamped;
  beforeAll(async () => {
    made = await stampedBundle();
  });

  const first = (change: Change): Promise<FirstBad | undefined> => firstBad(made, change);

  describe('exhibits, their files and the summary', () => {
    const original = 'data/originals/AB-1/Front door.mp4';
    const replaced =
      (path: string, found: RegExp): Change =>
      (files) => {
        const bytes = flip(files.get(path) ?? Buffer.alloc(1), 5);
        const before = sha256(files.get(path) ?? Buffer.alloc(0));
        files.set(path, bytes);
        edit('data/bundle.json', (content) => content.replace(before, sha256(bytes)))(files);
        expect(path).toMatch(found);
      };
    it.each<[string, Change, string]>([
      ['another original, with its hash in the summary', replaced(original, /original/), 'not-in-the-log'],
      ['another viewing copy', replaced('data/viewing/CD-1/proxy.mp4', /proxy/), 'not-in-the-log'],
      ['another still', replaced('data/viewing/CD-1/poster.jpg', /poster/), 'not-in-the-log'],
      ['another original alone', (files) => files.set(original, Buffer.from('x')), 'wrong-summary'],
      [
        'two exhibits with each other’s records',
        (files) => {
          for (const name of ['records.txt', 'subjects.txt', 'openings.jsonl'])
            swap(files, `data/custody/AB-1/${name}`, `data/custody/CD-1/${name}`);
          const [own, other] = [proofsOf(files, 'AB-1'), proofsOf(files, 'CD-1')];
          const move = (from: string[], to: string): [string, Buffer][] =>
            from.map((path) => [path.replace(/AB-1|CD-1/, to), files.get(path) ?? Buffer.alloc(0)]);
          const moved = [...move(own, 'CD-1'), ...move(other, 'AB-1')];
          for (const path of [...own, ...other]) files.delete(path);
          for (const [path, bytes] of moved) files.set(path, bytes);
        },
        'not-in-the-log',
      ],
      [
        'two exhibits under each other’s reference',
        edit('data/bundle.json', (content) =>
          content
            .replace('"ref":"AB-1"', '"ref":"XX"')
            .replace('"ref":"CD-1"', '"ref":"AB-1"')
            .replace('"ref":"XX"', '"ref":"CD-1"'),
        ),
        'wrong-summary',
      ],
      [
        'another producer',
        edit('data/bundle.json', (content) => content.replace('Amira', 'Anna')),
        'wrong-summary',
      ],
      [
        'another reference',
        edit('data/bundle.json', (content) => content.replace('"ref":"AB-1"', '"ref":"AB-2"')),
        'wrong-summary',
      ],
      [
        'another description',
        edit('data/bundle.json', (content) => content.replace('man with ladder', 'man with keys')),
        'wrong-summary',
      ],
      ...(['producer', 'description'] as const).map((word): [string, Change, string] => [
        `the ${word} that was registered, of what was corrected since`,
        summary((value: { exhibits?: Record<string, unknown>[] }) => {
          const at = value.exhibits?.[1] ?? {};
          at[word] = SAMPLE_AT_FIRST[word === 'producer' ? 'producerName' : word];
        }),
        'wrong-summary',
      ]),
      [
        'another size',
        edit('data/bundle.json', (content) => content.replace('"size":20000', '"size":20001')),
        'wrong-summary',
      ],
      [
        'another clip',
        edit('data/bundle.json', (content) => content.replace('"clip":"00000000', '"clip":"10000000')),
        'not-in-the-log',
      ],
      [
        'another fingerprint',
        edit('data/bundle.json', (content) =>
          content.replace(/"keyFingerprint":"..../, '"keyFingerprint":"0000'),
        ),
        'wrong-summary',
      ],
      [
        'another investigation',
        edit('data/bundle.json', (content) => content.replace('"investigation":"9', '"investigation":"8')),
        'wrong-summary',
      ],
      [
        'another kind of listing',
        edit('data/bundle.json', (content) =>
          content.replace('"listedAs":"evidence"', '"listedAs":"unused"'),
        ),
        'wrong-summary',
      ],
      ['no such version', summary((value) => Object.assign(value, { v: 2 })), 'wrong-summary'],
      [
        'an exhibit left out',
        summary((value: Record<string, unknown>) => (value['exhibits'] as unknown[]).pop()),
        'wrong-summary',
      ],
      [
        'an exhibit twice',
        summary((value: Record<string, unknown>) =>
          (value['exhibits'] as unknown[]).push((value['exhibits'] as unknown[])[0]),
        ),
        'wrong-summary',
      ],
      ['no JSON', (files) => files.set('data/bundle.json', Buffer.from('{')), 'wrong-summary'],
      [
        'a file that nobody names',
        (files) => files.set('data/originals/AB-1/more.mp4', Buffer.from('x')),
        'wrong-summary',
      ],
      [
        'records that nobody names',
        (files) => files.set('data/custody/EF-1/records.txt', Buffer.from('x')),
        'wrong-summary',
      ],
      ['a schedule left out', (files) => files.delete('data/schedules/MG6C.pdf'), 'wrong-summary'],
      ['a schedule more', (files) => files.set('data/schedules/MG6X.pdf', Buffer.from('x')), 'wrong-summary'],
      [
        'a schedule of sensitive material',
        (files) => files.set('data/schedules/MG6D.csv', Buffer.from('x')),
        'not-for-this-kind',
      ],
      [
        'the list of what is withheld',
        (files) => files.set('data/schedules/withheld-items.csv', Buffer.from('x')),
        'not-for-this-kind',
      ],
    ])('%s', async (_, change, what) => {
      expect(await first(change)).toMatchObject({ what });
    });
  });

  describe('what a kind of bundle must not hold', () => {
    const forKind = async (options: SampleOptions): Promise<BundleVerdict> =>
      verifyFiles(sampleBundle({ keys: sampleKeys(), ...options }).files, {});
    const decide =
      (detail: Record<string, string | boolean>): NonNullable<SampleOptions['chains']> =>
      (chains) => {
        chains[0]?.add('decision-made', detail);
      };

    it.each<[string, SampleOptions, 0 | 1]>([
      [
        'an item that became sensitive, for the defence',
        { chains: decide({ classification: 'sensitive' }), summary: unlisted },
        1,
      ],
      [
        'an item that became not relevant, for the court',
        { kind: 'court', chains: decide({ classification: 'not-relevant' }), summary: unlisted },
        1,
      ],
      [
        'unused material for the court',
        { kind: 'court', chains: decide({ classification: 'unused' }), summary: unlisted },
        1,
      ],
      [
        'an original that no decision gives to the defence',
        { chains: decide({ classification: 'evidence', originalToDefence: false }) },
        1,
      ],
      [
        'the record of the investigation, for the defence',
        { extra: new Map([['data/custody/investigation/records.txt', Buffer.from('x')]]) },
        1,
      ],
      [
        'a sensitive item for the prosecution: it may',
        { kind: 'prosecution', chains: decide({ classification: 'sensitive' }), summary: unlisted },
        0,
      ],
    ])('%s', async (_, options, exitCode) => {
      expect(await forKind(options)).toMatchObject(
        exitCode === 0 ? { exitCode } : { exitCode, first: { what: 'not-for-this-kind' } },
      );
    });

    it('an opening of a protected field, for the defence', async () => {
      const asDefence: SampleOptions['summary'] = (value) => Object.assign(value, { kind: 'defence' });
      const all = complete(sampleBundle({ keys: sampleKeys(), kind: 'prosecution', summary: asDefence }));
      const files = sealed(all, (held) => {
        for (const path of held.keys()) if (path.startsWith('data/custody/investigation/')) held.delete(path);
      });
      expect(await verifyFiles(files, {})).toMatchObject({
        first: { what: 'not-for-this-kind', where: 'data/custody/AB-1/openings.jsonl' },
      });
    });
  });

  describe('the time stamp', () => {
    const path = 'data/custody/checkpoint.tsr';
    const find = (needle: Buffer): number => (made.files.get(path) ?? Buffer.alloc(0)).indexOf(needle);
    const imprint = (): number =>
      find(Buffer.from(sha256(made.files.get('data/custody/checkpoint') ?? Buffer.alloc(0)), 'hex'));

    it('is found when its hash, its time or its signature is another', async () => {
      const length = made.files.get(path)?.length ?? 0;
      const time = find(Buffer.from(`${new Date().getUTCFullYear()}`, 'latin1'));
      expect(time).toBeGreaterThan(0);
      for (const at of [imprint(), imprint() + 31, imprint() + 45, length - 1, length - 20, length - 60]) {
        const change: Change = (files) => files.set(path, flip(files.get(path) ?? Buffer.alloc(0), at));
        expect([at, await first(change)]).toMatchObject([at, { what: 'bad-time-stamp', where: path }]);
      }
    });

    it.each<[string, Change]>([
      ['garbage', (files) => files.set(path, Buffer.from('no time stamp'))],
      ['empty', (files) => files.set(path, Buffer.alloc(0))],
      ['cut', (files) => files.set(path, (files.get(path) ?? Buffer.alloc(0)).subarray(0, -5))],
    ])('is found when it is %s', async (_, change) => {
      expect(await first(change)).toMatchObject({ what: 'bad-time-stamp' });
    });

    it('of another authority, or of another checkpoint, is found', async () => {
      const other = await stampedBundle();
      const foreign: Change = (files) => files.set(path, other.files.get(path) ?? Buffer.alloc(0));
      expect(await first(foreign)).toMatchObject({ what: 'bad-time-stamp' });
      const options = {
        ...knowing(made),
        timeStampTrust: knowing(other).timeStampTrust ?? (() => undefined),
      };
      expect(await verifyFiles(made.files, options)).toMatchObject({ first: { what: 'bad-time-stamp' } });
    });
  });
});

function unlisted(value: Record<string, unknown>): void {
  for (const exhibit of value['exhibits'] as Record<string, unknown>[]) delete exhibit['listedAs'];
}

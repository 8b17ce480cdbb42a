import type { BagReader } from '../../../src/verifier/bag/reader';
import { verifyBundle } from '../../../src/verifier/bundle/verify-bundle';
import { sampleBundle } from '../../support/sample-bundle';

const sample = sampleBundle();
const paths = [...sample.files.keys()];

/** A disk of which these files cannot be read: it says that they are there, and how long they are. */
function worn(unread: ReadonlySet<string>, files: ReadonlyMap<string, Buffer> = sample.files): BagReader {
  return {
    list: () =>
      Promise.resolve([...files].map(([path, { length: size }]) => ({ path, kind: 'file' as const, size }))),
    // eslint-disable-next-line @typescript-eslint/require-await -- as from a disk
    async *read(path) {
      if (unread.has(path)) throw new Error('EIO: i/o error, read');
      yield files.get(path) ?? Buffer.alloc(0);
    },
  };
}

const verdictOf = async (unread: readonly string[], files?: ReadonlyMap<string, Buffer>) => {
  const { outcome, exitCode, ...more } = await verifyBundle(worn(new Set(unread), files));
  return { unread, outcome, exitCode, ...('why' in more && { why: more.why }) };
};

describe('what cannot be read', () => {
  it('is no evidence of tampering: any one file, any with another, and all of them', async () => {
    const [first = '', second = ''] = paths.filter((path) => path.startsWith('data/originals/'));
    const some = [...paths.map((path) => [path]), ...paths.map((path) => [first, path]), paths];
    for (const unread of some)
      expect(await verdictOf(unread)).toMatchObject({ unread, outcome: 'cannot-tell', exitCode: 2 });
    expect((await verdictOf([first])).why).toBe(`${first} cannot be read`);
    expect((await verdictOf([first, second])).why).toBe(`${first} and 1 more file cannot be read`);
  });

  it('hides nothing that was changed elsewhere', async () => {
    const [changed = '', unread = ''] = paths.filter((path) => path.startsWith('data/originals/'));
    const files = new Map(sample.files).set(changed, Buffer.from('another film'));
    const told = { outcome: 'tampered', changed: [changed], missing: [] };
    for (const others of [[unread], [unread, 'seal/sha256sums.txt.sig']])
      expect(await verifyBundle(worn(new Set(others), files))).toMatchObject({ ...told, unread: [unread] });
    expect(await verifyBundle(worn(new Set(['seal/sha256sums.txt']), files))).toMatchObject(told);
  });
});

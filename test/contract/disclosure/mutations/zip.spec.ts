import { readSpan } from '../../../../src/verifier/zip/random-access';
import type { BundleVerdict } from '../../../../src/verifier/bundle/bundle-verdict';
import { verifyArchive } from '../../../../src/verifier';
import { planOf, sampleBundle, zipOf } from '../../../support/sample-bundle';
import { accessTo, flip, knowing, numbers, stampedBundle, verifyZip, type Stamped } from './support';

const SIGNATURE = { local: 0x04034b50, central: 0x02014b50 };

describe('the ZIP of a bundle that somebody changes', () => {
  const next = numbers(4711);
  let made: Stamped;
  let zip: Buffer;
  let starts: readonly number[];
  let directory: { start: number; size: number };
  beforeAll(async () => {
    made = await stampedBundle();
    zip = await zipOf(made.folder, made.files);
    ({ starts, directory } = planOf(made.folder, made.files));
  });

  const verify = (changed: Buffer): Promise<BundleVerdict> => verifyZip(changed, knowing(made));
  /** As evidence of tampering, as damage, or as an archive that is no longer the one that was sealed. */
  const isFound = async (changed: Buffer): Promise<boolean> => {
    const { exitCode, archive } = await verify(changed);
    return exitCode !== 0 || archive.state === 'repacked';
  };
  const splice = (from: number, to: number, ...bytes: number[]): Buffer =>
    Buffer.concat([zip.subarray(0, from), Buffer.from(bytes), zip.subarray(to)]);

  it('is proven while nobody does', async () => {
    expect(await verify(zip)).toMatchObject({
      ...{ exitCode: 0, timeStamp: { state: 'trusted' }, seal: { timeStamp: { state: 'trusted' } } },
      archive: { state: 'as-sealed' },
    });
  });

  it('shows every bit turned in headers: three entries in both places, and the end', async () => {
    const missed: number[] = [];
    const places: number[] = [];
    for (const position of [0, Math.floor(starts.length / 2), starts.length - 1]) {
      const start = starts[position] ?? 0;
      const name = zip.readUInt16LE(start + 26);
      for (let at = start; at < start + 30 + name; at += 1) places.push(at);
    }
    let central = directory.start;
    for (let entry = 0; entry < 2; entry += 1) {
      const length = 46 + zip.readUInt16LE(central + 28);
      for (let at = central; at < central + length; at += 1) places.push(at);
      central += length;
    }
    for (let at = zip.length - 22; at < zip.length; at += 1) places.push(at);
    for (const at of places) if (!(await isFound(flip(zip, at, next(8))))) missed.push(at);
    expect(places.length).toBeGreaterThan(500);
    expect(missed).toEqual([]);
  });

  it('shows 300 bits turned anywhere', async () => {
    const missed: number[] = [];
    for (let time = 0; time < 300; time += 1) {
      const at = next(zip.length);
      if (!(await isFound(flip(zip, at, next(8))))) missed.push(at);
    }
    expect(missed).toEqual([]);
  });

  it.each<[string, () => Buffer, 1 | 2]>([
    ['a byte before it', () => splice(0, 0, 0x50), 1],
    ['a byte after it', () => splice(zip.length, zip.length, 0), 2],
    ['its end cut off', () => zip.subarray(0, zip.length - 1), 2],
    ['its first half alone', () => zip.subarray(0, zip.length / 2), 2],
    ['a byte between two entries', () => splice(starts[3] ?? 0, starts[3] ?? 0, 0), 1],
    ['a byte before the directory', () => splice(directory.start, directory.start, 0), 1],
    ['nothing at all', () => Buffer.alloc(0), 2],
  ])('is not proven with %s', async (_, change, exitCode) => {
    expect(await verify(change())).toMatchObject({ exitCode });
  });

  it('is tampered with when it lacks an entry or has it under another name', async () => {
    const [first = ''] = made.files.keys();
    const zipped = (work: (entries: [string, Buffer][]) => [string, Buffer][]): Promise<Buffer> =>
      zipOf(made.folder, new Map(work([...made.files])));
    expect(await verify(await zipped((all) => all.slice(1)))).toMatchObject({
      exitCode: 1,
      missing: [first],
      extra: [],
    });
    const renamed = await zipped(([one, ...rest]) => [[`${first}~`, one?.[1] ?? Buffer.alloc(0)], ...rest]);
    expect(await verify(renamed)).toMatchObject({ exitCode: 1, missing: [first], extra: [`${first}~`] });
  });

  it.each<[string, () => Buffer | Promise<Buffer>, string]>([
    [
      'more files',
      () => zipOf(made.folder, new Map([...made.files, ['a note', Buffer.of(1)]])),
      'more files',
    ],
    ['another folder', () => zipOf('LINTEL-50GF0012326-court-3', made.files), 'folder'],
    ['other times', () => zipOf(made.folder, made.files, '2026-03-12T14:05:10.000Z'), 'time of the entries'],
    [
      'a comment at its end',
      () => Buffer.concat([zip.subarray(0, -2), Buffer.from([1, 0, 0x21])]),
      'comment',
    ],
  ])(
    'holds the same when it has %s, and says that it is not the one that was sealed',
    async (_, change, why) => {
      expect(await verify(await change())).toMatchObject({
        exitCode: 0,
        archive: { state: 'repacked', why: expect.stringContaining(why) as string },
      });
    },
  );

  it('is not sealed when it says another CRC-32 than that of the bytes: tools that unpack it go by that', async () => {
    const changed = Buffer.from(zip);
    const [start = 0] = starts;
    for (const at of [start + 14, directory.start + 16]) changed.writeUInt32LE(0xdeadbeef, at);
    expect(await verify(changed)).toMatchObject({ exitCode: 0 });
    const check = (bytes: Buffer): Promise<string | undefined> =>
      verifyArchive(accessTo(bytes), made.fingerprint);
    expect(await check(zip)).toBeUndefined();
    expect(await check(changed)).toBe(
      'the archive says another CRC-32 of data/originals/AB-1/Front door.mp4.',
    );
    expect(await check(flip(zip, zip.length - 30))).toBeDefined();
  });

  it('is tampered with when two entries share bytes, though each is as it was', async () => {
    const inner = sampleBundle();
    const small = await zipOf(inner.folder, inner.files);
    const plan = planOf(inner.folder, inner.files);
    const changed = Buffer.from(small);
    // The second entry of the directory is made to begin where the first one does.
    const second = plan.directory.start + 46 + small.readUInt16LE(plan.directory.start + 28);
    changed.writeUInt32LE(plan.starts[0] ?? 0, second + 42);
    expect(await verifyZip(changed, {})).toMatchObject({ exitCode: 1, first: { what: 'bad-zip' } });
  });

  it('refuses a name that occurs twice, leads elsewhere, or is a folder', async () => {
    const rename = (from: string, to: string): Buffer => {
      const changed = Buffer.from(zip);
      for (let at = changed.indexOf(from); at >= 0; at = changed.indexOf(from, at + to.length)) {
        const header = at >= directory.start ? changed.readUInt32LE(at - 46) : changed.readUInt32LE(at - 30);
        if (header === SIGNATURE.local || header === SIGNATURE.central) changed.write(to, at, 'utf8');
      }
      return changed;
    };
    const { folder } = made;
    const proxy = `${folder}/data/viewing/AB-1/proxy.mp4`;
    for (const to of [
      `${folder}/data/viewing/CD-1/proxy.mp4`,
      `${folder}/data/viewing/CD-1/PROXY.mp4`,
      `${folder}/data/../../../proxyy.mp4`.padEnd(proxy.length, 'x'),
      `/${proxy.slice(1)}`,
      `${proxy.slice(0, -1)}/`,
      proxy.replace('/viewing/', '\\viewing\\'),
      `${proxy.slice(0, -1)}\0`,
    ]) {
      expect(await verify(rename(proxy, to))).toMatchObject({ exitCode: 1, first: { what: 'bad-zip' } });
    }
  });

  // The order of entries, with all offsets put right, is no part of what was sealed: unpacked, it is the same bag.
  it('is the same bag when its entries are zipped in another order', async () => {
    const reversed = await zipOf(made.folder, new Map([...made.files].reverse()));
    expect(await verify(reversed)).toMatchObject({ exitCode: 0 });
    expect(reversed.equals(zip)).toBe(false);
  });

  it('reads no further than the end of a file', async () => {
    const read = async function* (start: number, end: number): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(zip.subarray(start, end));
    };
    expect((await readSpan({ size: zip.length, read }, zip.length - 2, zip.length + 9)).length).toBe(2);
  });
});

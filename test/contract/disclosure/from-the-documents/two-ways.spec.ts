import { crc32 } from 'node:zlib';
import { planOf, sampleBundle, zipOf } from '../../../support/sample-bundle';
import { verifyZip } from '../mutations/support';
import { compare } from './agree';
import { python, type Case } from './judge';

const FORGED = Buffer.from('what was never sealed');
const WHICH = 2;

/** A central header of a ZIP that was sealed. */
interface Central {
  readonly at: number;
  readonly end: number;
  readonly name: Buffer;
}

/**
 * Somebody without a key packs a bundle so that a verifier reads what was sealed, and a program that unpacks reads something else: from the
 * first byte on, from the end, by another name, or as a link.
 */
describe('a ZIP that two programs unpack in two ways', () => {
  const known = sampleBundle();
  const plan = planOf(known.folder, known.files);
  const size = plan.directory.size;
  let zip: Buffer;
  let centrals: Central[];
  let victim: Central;
  beforeAll(async () => {
    zip = await zipOf(known.folder, known.files);
    centrals = [];
    for (let at = plan.directory.start; at < plan.directory.start + size;) {
      const [name, end] = [zip.readUInt16LE(at + 28), at + 46 + zip.readUInt16LE(at + 28)];
      centrals.push({ at, end, name: zip.subarray(at + 46, at + 46 + name) });
      at = end;
    }
    victim = centrals[WHICH] ?? { at: 0, end: 0, name: Buffer.alloc(0) };
  });

  /** What stands before the directory, the directory, and what follows it. */
  const packed = (before: Buffer, directory: Buffer, between: Buffer = Buffer.alloc(0)): Buffer => {
    const end = Buffer.from(zip.subarray(-22));
    end.writeUInt32LE(directory.length, 12);
    end.writeUInt32LE(before.length, 16);
    return Buffer.concat([before, directory, between, end]);
  };
  const entries = (): Buffer => zip.subarray(0, plan.directory.start);
  const directory = (): Buffer =>
    Buffer.from(zip.subarray(plan.directory.start, plan.directory.start + size));
  const change = (work: (header: Buffer, at: number) => void): Buffer => {
    const changed = directory();
    work(changed, victim.at - plan.directory.start);
    return changed;
  };
  /** An entry of the name of a true one, with other bytes, that only a local header names. */
  const hidden = (): Buffer => {
    const start = zip.readUInt32LE(victim.at + 42);
    const header = Buffer.from(zip.subarray(start, start + 30));
    header.writeUInt32LE(crc32(FORGED), 14);
    header.writeUInt32LE(FORGED.length, 18);
    header.writeUInt32LE(FORGED.length, 22);
    header.writeUInt16LE(0, 28);
    return Buffer.concat([header, victim.name, FORGED]);
  };
  /** With more extra fields in its central header. */
  const withExtra = (extra: Buffer): Buffer => {
    const [from, to] = [victim.at, victim.end].map((at) => at - plan.directory.start) as [number, number];
    const changed = directory();
    changed.writeUInt16LE(extra.length, from + 30);
    return packed(entries(), Buffer.concat([changed.subarray(0, to), extra, changed.subarray(to)]));
  };
  const field = (id: number, data: Buffer): Buffer => {
    const head = Buffer.alloc(4);
    head.writeUInt16LE(id);
    head.writeUInt16LE(data.length, 2);
    return Buffer.concat([head, data]);
  };
  const named = (name: Buffer): Buffer => {
    const head = Buffer.from([1, 0, 0, 0, 0]);
    head.writeUInt32LE(crc32(victim.name), 1);
    return field(0x7075, Buffer.concat([head, name]));
  };

  /** The true directory where the end says; another before the end, where many look for it, whose places begin behind the room. */
  const twoDirectories = (): Buffer => {
    const room = Buffer.alloc(size);
    const before = Buffer.concat([room, entries(), hidden()]);
    const [one, other] = [directory(), directory()];
    for (const { at } of centrals) {
      const from = at - plan.directory.start;
      const start = zip.readUInt32LE(at + 42);
      one.writeUInt32LE(start + size, from + 42);
      // Programs of this kind add what they think stands before the archive.
      other.writeUInt32LE(start, from + 42);
      if (at !== victim.at) continue;
      other.writeUInt32LE(crc32(FORGED), from + 16);
      other.writeUInt32LE(FORGED.length, from + 20);
      other.writeUInt32LE(FORGED.length, from + 24);
      other.writeUInt32LE(entries().length, from + 42);
    }
    return packed(before, one, other);
  };

  const all = (): [string, Buffer][] => [
    ['two directories', twoDirectories()],
    ['an entry that only a local header names', packed(Buffer.concat([entries(), hidden()]), directory())],
    ['room for entries', packed(Buffer.concat([entries(), Buffer.alloc(2 * 1024 ** 2)]), directory())],
    ['another name in an extra field', withExtra(named(centrals[0]?.name ?? Buffer.alloc(0)))],
    ['an extra field twice', withExtra(Buffer.concat([named(victim.name), named(victim.name)]))],
    ['an extra field that is cut', withExtra(named(victim.name).subarray(0, -1))],
    [
      'a link',
      packed(
        entries(),
        change((d, at) => d.writeUInt32LE((0o120777 << 16) >>> 0, at + 38)),
      ),
    ],
    [
      'a device',
      packed(
        entries(),
        change((d, at) => d.writeUInt32LE((0o060644 << 16) >>> 0, at + 38)),
      ),
    ],
    [
      'a file that is a folder',
      packed(
        entries(),
        change((d, at) => d.writeUInt32LE(0x10, at + 38)),
      ),
    ],
    [
      'sizes that only the directory takes for those of a descriptor',
      ((): Buffer => {
        const before = Buffer.from(entries());
        before.writeUInt32LE(1, zip.readUInt32LE(victim.at + 42) + 18);
        before.writeUInt32LE(1, zip.readUInt32LE(victim.at + 42) + 22);
        return packed(
          before,
          change((d, at) => d.writeUInt16LE(0x808, at + 8)),
        );
      })(),
    ],
  ];
  /** With one more file, of that name in its bytes, and with or without the flag of UTF-8. */
  const withName = async (name: Buffer, flags: number): Promise<Buffer> => {
    const more = `m${'o'.repeat(name.length - 1)}`;
    const changed = await zipOf(known.folder, new Map([...known.files, [more, FORGED]]));
    const path = Buffer.from(`${known.folder}/${more}`);
    for (const [head, fixed] of [
      ['PK\x03\x04', 30],
      ['PK\x01\x02', 46],
    ] as const)
      for (let at = changed.indexOf(path); at >= 0; at = changed.indexOf(path, at + 1)) {
        if (changed.toString('latin1', at - fixed, at - fixed + 4) !== head) continue;
        changed.writeUInt16LE(flags, at - fixed + (fixed === 30 ? 6 : 8));
        name.copy(changed, at + path.length - name.length);
      }
    return changed;
  };

  const cases = (given: [string, Buffer][]): Case[] =>
    given.map(([name, bytes]) => ({ name, known, zip: bytes }));

  it('is evidence of tampering, to both verifiers', async () => {
    const verdicts: [string, string][] = [];
    for (const [name, bytes] of all()) {
      const verdict = await verifyZip(bytes, { keyFingerprint: known.fingerprint });
      verdicts.push([name, verdict.outcome === 'tampered' ? verdict.first.what : verdict.outcome]);
    }
    expect(verdicts).toEqual(all().map(([name]) => [name, 'bad-zip']));
    expect((await compare(cases(all()))).differ).toEqual([]);
  });

  it('is not one that only has the same name twice over, or a descriptor, a folder or a mark before it', async () => {
    const folder = (): Buffer =>
      packed(
        entries(),
        change((d, at) => d.writeUInt32LE(0x81a40020, at + 38)),
      );
    const good: [string, Buffer][] = [
      ['as it is', packed(entries(), directory())],
      ['the same name in an extra field', withExtra(named(victim.name))],
      ['another mode', folder()],
      ['bytes before the directory', packed(Buffer.concat([entries(), Buffer.alloc(24)]), directory())],
    ];
    const { differ, codes } = await compare(cases(good));
    expect([differ, codes[0]]).toEqual([[], good.length]);
  });

  it('has no name that one system or another unpacks over a file that was sealed', async () => {
    const start = [...known.files.keys()].find((path) => path.startsWith('START')) ?? 'bagit.txt';
    const names = [`${start}.`, `${start} `, `${start}::$DATA`, start.toLowerCase(), start.toUpperCase()];
    names.push(
      start.replace('S', '\u017f'),
      `${start.slice(0, 3)}\u200c${start.slice(3)}`,
      'data./bundle.json',
    );
    names.push('data /bundle.json', 'MANIFE~1.TXT', 'data/SCHEDU~1/MG12.pdf');
    const others = names.filter((name) => !known.files.has(name));
    const beside = ['.DS_Store', 'notes~1.bak', 'other:x', 'm\u00f6re.txt', '~$notes.docx'];
    const zips = await Promise.all(
      [...others, ...beside].map(async (name): Promise<[string, Buffer]> => [
        name,
        await withName(Buffer.from(name), 0x800),
      ]),
    );
    const verdicts: string[] = [];
    for (const [, bytes] of zips) {
      const verdict = await verifyZip(bytes, { keyFingerprint: known.fingerprint });
      verdicts.push(verdict.outcome === 'tampered' ? verdict.first.what : verdict.outcome);
    }
    expect(verdicts).toEqual([...others.map(() => 'bad-zip'), ...beside.map(() => 'proven')]);
    expect((await compare(cases(zips))).differ).toEqual([]);
  });

  it('has names that both verifiers read alike, whatever its packer said of them', async () => {
    const [utf8, other] = [Buffer.from('höfe.txt'), Buffer.from('höfe.txt', 'latin1')];
    const given = await Promise.all([
      withName(utf8, 0x800),
      withName(utf8, 0),
      withName(other, 0),
      withName(other, 0x800),
    ]);
    const { differ, codes } = await compare(cases(given.map((zipped, at) => [`name ${at}`, zipped])));
    expect([differ, codes]).toEqual([[], [3, 1, 0]]);
  });

  it('would be unpacked in another way by a program of everyday use', async () => {
    const program = `
import base64, io, sys, zipfile
z = zipfile.ZipFile(io.BytesIO(base64.b64decode(sys.stdin.read())))
print(z.read(z.infolist()[${WHICH}]).decode())`;
    const { out } = await python(['-c', program], twoDirectories().toString('base64'));
    expect(out.trim()).toBe(FORGED.toString());
  });
});

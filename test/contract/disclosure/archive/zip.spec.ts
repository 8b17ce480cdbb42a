import { randomInt } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archiveObject } from '../../../../src/features/disclosure/archive';
import { validateBagFolder } from '../../../../src/verifier/bag';
import { FOLDER, sampleBag, SEALED_AT, type Sample } from './sample';
import { Served } from './served';
import { EXTRACTORS, mayUse, run } from './tools';

let sample: Sample;
let served: Served;
let folder: string;
let whole: Buffer;
let zip: string;

beforeAll(async () => {
  sample = sampleBag();
  served = await Served.of(archiveObject(sample.plan, sample.open));
  folder = await mkdtemp(join(tmpdir(), 'lintel-zip-'));
  whole = await served.body();
  zip = join(folder, 'bundle.zip');
  await writeFile(zip, whole);
});

afterAll(async () => {
  served.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a sealed archive over HTTP', () => {
  it('has its exact length, a strong tag and a name', async () => {
    const { headers, statusCode } = await served.get();
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      'content-length': String(sample.plan.totalSize),
      'content-type': 'application/zip',
      'accept-ranges': 'bytes',
      etag: `"${sample.plan.etag}"`,
      'content-disposition': `attachment; filename="${FOLDER}.zip"`,
    });
    expect(whole.length).toBe(sample.plan.totalSize);
  });

  it('comes in 50 random ranges that reassemble to the same bytes', async () => {
    const cuts = new Set<number>();
    while (cuts.size < 49) cuts.add(randomInt(1, whole.length));
    const bounds = [0, ...[...cuts].sort((a, b) => a - b), whole.length];
    const spans = bounds.slice(0, -1).map((start, index) => ({ start, end: (bounds[index + 1] ?? 0) - 1 }));
    expect(spans).toHaveLength(50);
    const parts = await Promise.all(
      spans.map(({ start, end }) =>
        served.body({ Range: `bytes=${start}-${end}`, 'If-Range': `"${sample.plan.etag}"` }),
      ),
    );
    expect(Buffer.concat(parts).equals(whole)).toBe(true);
  });

  it('is resumed by its tail, and sent whole when its tag has changed', async () => {
    const tail = await served.get({ Range: 'bytes=-100', 'If-Range': `"${sample.plan.etag}"` });
    expect(tail.statusCode).toBe(206);
    expect(tail.headers['content-range']).toBe(
      `bytes ${whole.length - 100}-${whole.length - 1}/${whole.length}`,
    );
    tail.resume();
    const other = await served.get({ Range: 'bytes=-100', 'If-Range': '"another"' });
    expect(other.statusCode).toBe(200);
    other.destroy();
  });

  it('is the same, byte for byte, when the same seal is planned again', async () => {
    const again = await Served.of(archiveObject(sample.plan, sample.open));
    expect((await again.body()).equals(whole)).toBe(true);
    again.close();
  });

  it('breaks the transfer when an object has shrunk', async () => {
    const short = await Served.of(
      archiveObject(sample.plan, (entry, { start, end }) =>
        sample.open(entry, { start, end: entry.size > 1_000_000 ? end - 1 : end }),
      ),
    );
    await expect(short.body()).rejects.toThrow('aborted');
    short.close();
  });
});

describe('the archive opens in', () => {
  for (const { program, extract, test } of EXTRACTORS) {
    const reason = mayUse(program) ? '' : ` (${program} is not installed)`;
    (reason === '' ? it : it.skip)(`${program}, with the same bytes${reason}`, async () => {
      const into = join(folder, program);
      await mkdir(into);
      if (test !== undefined) await run(program, test(zip));
      await run(program, extract(zip), into);
      const base = join(into, FOLDER);
      for (const [path, bytes] of sample.files) {
        expect((await readFile(join(base, path))).equals(bytes)).toBe(true);
      }
      const report = await validateBagFolder(base);
      expect(report.problems).toEqual([]);
      expect(report.verified.files).toBe(sample.files.size - 1);
      for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt']) {
        await expect(run('sha256sum', ['--check', '--strict', '--quiet', manifest], base)).resolves.toBe('');
      }
    });
  }

  (mayUse('bsdtar') ? it : it.skip)('with the time of the seal and the right to read it', async () => {
    const into = join(folder, 'times');
    await mkdir(into);
    await run('env', ['TZ=UTC', 'bsdtar', '-xf', zip], into);
    const { mtime, mode } = await stat(join(into, FOLDER, 'bagit.txt'));
    expect(mtime).toEqual(SEALED_AT);
    expect(mode & 0o644).toBe(0o644);
  });
});

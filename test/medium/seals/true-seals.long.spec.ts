import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sealData, sealFilm, intoJpeg, intoPng, intoRiff } from '../../support/c2pa/embed';
import type { Plan } from '../../support/c2pa/seal';
import { timeStampRequest } from '../../../src/platform/time-stamps';
import { revoke, type Holder } from '../../support/c2pa/certificates';
import { startAuthority, type TestAuthority } from '../../support/tsa';
import { inFolder } from '../media/support';
import { makers, originals, readSeal, type Makers, type Originals } from './makers';

const run = promisify(execFile);

let people: Makers;
let files: Originals;
beforeAll(async () => {
  [people, files] = await Promise.all([makers(), originals()]);
});

const plan = (change: Partial<Plan> = {}): Plan => ({ ...people.plan(people.camera), ...change });

const read = (file: Buffer, now?: Date) => readSeal(file, [people.root.pem], now);

const good = {
  integrity: 'unchanged',
  trust: 'trusted',
  fault: null,
  doubt: null,
  name: 'Test Camera',
  organisation: 'Test Maker',
};

it.each([
  ['a JPEG', async () => sealData(files.jpeg, plan(), intoJpeg), 'data'],
  ['a PNG', async () => sealData(files.png, plan(), intoPng), 'data'],
  ['a WebP', async () => sealData(files.webp, plan(), intoRiff), 'data'],
  ['an MP4, version 3', async () => sealFilm(files.mp4, plan()), 'bmff-v3'],
  [
    'an MP4, version 2',
    async () => sealFilm(files.mp4, plan({ bindingLabel: 'c2pa.hash.bmff.v2' })),
    'bmff-v2',
  ],
  [
    'a JPEG with a claim of version 1',
    async () => sealData(files.jpeg, plan({ version: 1 }), intoJpeg),
    'data',
  ],
  ['a JPEG with SHA-512', async () => sealData(files.jpeg, plan({ hash: 'sha512' }), intoJpeg), 'data'],
])('finds the seal of %s unchanged and its signer trusted', async (_, make, binding) => {
  const reading = await read(await make());
  expect(reading).toMatchObject({ ...good, binding });
});

it.each([
  ['ES384', -35, ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384']],
  ['ES512', -36, ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521']],
  ['PS256', -37, ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048']],
  ['PS384', -38, ['-algorithm', 'RSA-PSS', '-pkeyopt', 'rsa_keygen_bits:2048']],
  ['PS512', -39, ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:3072']],
  ['EdDSA', -8, ['-algorithm', 'ED25519']],
])('knows a signature by %s', async (_, algorithm, keyKind) => {
  const signer = await people.like({ keyKind });
  const file = await sealData(files.jpeg, { ...people.plan(signer), algorithm }, intoJpeg);
  expect(await read(file)).toMatchObject(good);
});

it('says that the operator has named nobody, where that is so', async () => {
  const file = await sealData(files.jpeg, plan(), intoJpeg);
  expect(await readSeal(file, [])).toMatchObject({
    integrity: 'unchanged',
    trust: 'no-list',
    name: 'Test Camera',
  });
});

it('takes the very certificate of a signer as an anchor', async () => {
  const file = await sealData(files.jpeg, plan(), intoJpeg);
  expect(await readSeal(file, [people.camera.pem])).toMatchObject(good);
});

it.each(['jpeg', 'png', 'webp', 'mp4'] as const)('finds no seal in a %s without one', async (kind) => {
  expect(await read(files[kind])).toBeNull();
});

describe('a list of certificates that were taken back', () => {
  const sealed = () => sealData(files.jpeg, plan(), intoJpeg);

  it('counts where the issuer signed it', async () => {
    const list = await revoke(people.authority, people.camera);
    const reading = await readSeal(await sealed(), [people.root.pem + list]);
    expect(reading).toMatchObject({ integrity: 'unchanged', trust: 'not-trusted', doubt: 'revoked' });
  });

  it('counts for an authority, too', async () => {
    const reading = await readSeal(await sealed(), [
      people.root.pem,
      await revoke(people.root, people.authority),
    ]);
    expect(reading).toMatchObject({ trust: 'not-trusted', doubt: 'revoked' });
  });

  it.each([
    ['names others', () => revoke(people.authority, people.root)],
    ['is signed by somebody else', async () => revoke((await makers()).authority, people.camera)],
    ['is rubbish', async () => Promise.resolve('-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n')],
  ])('does not count where it %s', async (_, list) => {
    expect(await readSeal(await sealed(), [people.root.pem + (await list())])).toMatchObject(good);
  });
});

describe('a time stamp', () => {
  let tsa: TestAuthority;
  let short: Holder;
  const now = new Date(Date.now() + 40 * 86_400_000);
  beforeAll(async () => {
    tsa = await startAuthority();
    short = await people.like({});
  });
  afterAll(() => tsa.close());

  /** Asks the authority as a maker does. */
  async function stamp(toBeStamped: Buffer): Promise<Buffer> {
    const imprint = createHash('sha256').update(toBeStamped).digest();
    const nonce = Buffer.concat([Buffer.from([1]), randomBytes(7)]);
    const response = await fetch(tsa.url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query' },
      body: new Uint8Array(timeStampRequest(imprint, nonce)),
    });
    return Buffer.from(await response.arrayBuffer());
  }

  it('of an authority that the operator trusts vouches for a certificate that has run out since', async () => {
    const file = await sealData(files.jpeg, { ...people.plan(short), stamp }, intoJpeg);
    const anchors = [people.root.pem, await readFile(tsa.caFile, 'utf8')];
    // The anchors themselves have run out by then, too: what counts is the moment of the stamp.
    const reading = await readSeal(file, anchors, now);
    expect(reading).toMatchObject(good);
    expect(Math.abs(Date.parse(reading?.stampedAt ?? '') - Date.now())).toBeLessThan(60_000);
    expect(await readSeal(file, [people.root.pem], now)).toMatchObject({
      trust: 'not-trusted',
      stampedAt: null,
    });
  });

  it('for another seal vouches for nothing', async () => {
    let other: Buffer | undefined;
    await sealData(
      files.jpeg,
      { ...people.plan(short), stamp: async (bytes) => (other = await stamp(bytes)) },
      intoJpeg,
    );
    const file = await sealData(
      files.otherJpeg,
      { ...people.plan(short), stamp: async () => Promise.resolve(other as Buffer) },
      intoJpeg,
    );
    const anchors = [people.root.pem, await readFile(tsa.caFile, 'utf8')];
    expect(await readSeal(file, anchors, now)).toMatchObject({
      integrity: 'unchanged',
      trust: 'not-trusted',
      stampedAt: null,
    });
  });

  it('that is no time stamp does not spoil a seal that holds without it', async () => {
    const junk = async (): Promise<Buffer> => Promise.resolve(randomBytes(500));
    const file = await sealData(files.jpeg, { ...people.plan(short), stamp: junk }, intoJpeg);
    expect(await read(file)).toMatchObject({ ...good, stampedAt: null });
  });
});

describe('another implementation', () => {
  const PROGRAM = join(__dirname, '../../support/c2pa/other-program.mjs');

  it.each([
    ['a JPEG', () => sealData(files.jpeg, plan({ version: 1 }), intoJpeg)],
    ['a PNG', () => sealData(files.png, plan(), intoPng)],
  ])('agrees that a test’s own seal of %s is good', async (_, make) => {
    await inFolder(async (folder) => {
      const path = join(folder, 'sealed');
      await writeFile(path, await make());
      const { stdout } = await run(process.execPath, [PROGRAM, 'judge', path]);
      expect(JSON.parse(stdout)).toMatchObject({ valid: true });
    });
  });

  it.each(['jpeg', 'png'] as const)('seals a %s, and the seal is read', async (kind) => {
    await inFolder(async (folder) => {
      const [path, chain, key] = ['file', 'chain.pem', 'key.pem'].map((name) => join(folder, name)) as [
        string,
        string,
        string,
      ];
      await writeFile(path, files[kind]);
      await writeFile(chain, people.camera.pem + people.authority.pem);
      await writeFile(key, people.camera.key.export({ type: 'pkcs8', format: 'pem' }));
      await run(process.execPath, [PROGRAM, 'seal', path, chain, key]);
      expect(await read(await readFile(path))).toMatchObject({ ...good, binding: 'data' });
    });
  });
});

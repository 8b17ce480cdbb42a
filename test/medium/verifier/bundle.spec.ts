import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyPath } from '../../../src/verifier';
import { sampleBundle, sampleKeys, writeBag, zipOf } from '../../support/sample-bundle';

describe('a sealed bundle', () => {
  const sample = sampleBundle();
  let root: string;
  let zip: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'lintel-bundle-'));
    await writeBag(join(root, 'bag', sample.folder), sample.files);
    zip = join(root, `${sample.folder}.zip`);
    await writeFile(zip, await zipOf(sample.folder, sample.files));
  });
  afterAll(() => rm(root, { recursive: true }));

  it('is proven in its ZIP, in its folder, and in the folder that an archive tool makes', async () => {
    for (const path of [zip, join(root, 'bag', sample.folder), join(root, 'bag')]) {
      const { exitCode, text, verdict } = await verifyPath(path, { keyFingerprint: sample.fingerprint });
      expect({ exitCode, text }).toMatchObject({ exitCode: 0 });
      expect(verdict).toMatchObject({
        outcome: 'proven',
        bundle: { urn: '50GF0012326', kind: 'defence', exhibits: ['AB-1', 'CD-1'] },
        events: 18,
        key: { confirmed: true },
      });
    }
  });

  it('says plainly that nothing vouches for its key when no fingerprint is given', async () => {
    const { exitCode, text } = await verifyPath(zip);
    expect(exitCode).toBe(0);
    expect(text).toContain('This holds as far as the key is the right one');
  });

  it('is not proven by another key, nor when a fingerprint is none', async () => {
    const other = sampleBundle({ keys: sampleKeys() });
    expect(await verifyPath(zip, { keyFingerprint: other.fingerprint })).toMatchObject({
      exitCode: 1,
      verdict: { first: { what: 'wrong-key', expected: other.fingerprint, found: sample.fingerprint } },
    });
    expect(await verifyPath(zip, { keyFingerprint: 'abcd' })).toMatchObject({ exitCode: 2 });
  });

  it('continues every checkpoint that somebody kept of its log, and no other', async () => {
    const trustedCheckpoints = [sample.log.checkpointAt(5)];
    expect(await verifyPath(zip, { trustedCheckpoints })).toMatchObject({ exitCode: 0 });
    const rewritten = sampleBundle({ keys: { bundle: sample.privateKey, log: sample.log.signer } });
    expect(await verifyPath(zip, { trustedCheckpoints: [rewritten.log.checkpointAt(5)] })).toMatchObject({
      exitCode: 1,
      verdict: { first: { what: 'bad-event', event: { what: 'rewritten' } } },
    });
  });

  it('cannot be told when it is cut, or not there', async () => {
    const cut = join(root, 'cut.zip');
    await writeFile(cut, (await zipOf(sample.folder, sample.files)).subarray(0, -100));
    expect(await verifyPath(cut)).toMatchObject({ exitCode: 2 });
    expect(await verifyPath(join(root, 'nothing'))).toMatchObject({ exitCode: 2 });
  });
});

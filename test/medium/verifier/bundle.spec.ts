import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { verifyPath } from '../../../src/verifier';
import { sampleBundle, writeBag, zipOf } from '../../support/sample-bundle';

const run = promisify(execFile);

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
        events: 19,
        seal: { earlier: 0, timeStamp: { state: 'absent' }, witnesses: [] },
        key: { confirmed: true },
      });
    }
  });

  it('says plainly that nothing vouches for its key when no fingerprint is given', async () => {
    const { exitCode, text } = await verifyPath(zip);
    expect(exitCode).toBe(0);
    expect(text).toContain('This holds as far as the key is the right one');
  });

  it('takes a fingerprint that is another for a typing error until shown otherwise, and says how it differs', async () => {
    const typed = `${sample.fingerprint.slice(0, -1)}${sample.fingerprint.endsWith('0') ? '1' : '0'}`;
    for (const [given, how] of [
      [typed, '1 of 64 digits differ'],
      ['abcd', 'it has 4 digits, and a fingerprint has 64'],
      [sample.fingerprint.replace(/^./, 'O'), 'it holds other characters than 0 to 9 and a to f'],
    ] as const) {
      const { exitCode, text } = await verifyPath(zip, { keyFingerprint: given });
      expect([exitCode, text]).toEqual([2, expect.stringContaining(how)]);
      expect(text).toContain('type it again');
      expect(text).not.toMatch(/tamper/i);
    }
    const spelled = sample.fingerprint.toUpperCase().replace(/ /g, ':');
    expect(await verifyPath(zip, { keyFingerprint: spelled })).toMatchObject({ exitCode: 0 });
  });

  it('is proven with a word on what systems and people put beside it, and on an archive that was packed anew', async () => {
    const other = join(root, 'again');
    await writeBag(join(other, 'Renamed by somebody'), sample.files);
    for (const [path, text] of [
      ['.DS_Store', 'Bud1'],
      ['data/viewing/desktop.ini', '[.ShellClassInfo]'],
      ['authority.pem', '-----BEGIN CERTIFICATE-----'],
    ] as const)
      await writeFile(join(other, 'Renamed by somebody', path), text);
    await run('zip', ['-q', '-r', 'again.zip', 'Renamed by somebody'], { cwd: other });
    for (const path of [join(other, 'again.zip'), join(other, 'Renamed by somebody')]) {
      const { exitCode, text, verdict } = await verifyPath(path, { keyFingerprint: sample.fingerprint });
      expect([exitCode, text]).toEqual([0, expect.stringMatching(/^Proven, with notes:/)]);
      expect(text).toContain('3 files lie beside it that are no part of the bundle and prove nothing');
      expect(text).not.toMatch(/tamper/i);
      expect(verdict).toMatchObject({ extra: ['.DS_Store', 'authority.pem', 'data/viewing/desktop.ini'] });
    }
    const { text } = await verifyPath(join(other, 'again.zip'));
    expect(text).toContain('it was packed anew or renamed');
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
    const elsewhere = join(root, 'elsewhere');
    await writeBag(elsewhere, new Map([['holiday.jpg', Buffer.from('x')]]));
    expect(await verifyPath(elsewhere)).toMatchObject({
      exitCode: 2,
      text: expect.stringContaining('no bundle lies there') as string,
    });
  });
});

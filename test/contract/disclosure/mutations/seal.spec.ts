import { describeBundle } from '../../../../src/verifier/bundle/describe-bundle';
import { listSeal, putInLog, type OtherSeal } from '../../../support/sample-bundle';
import type { BagFiles } from '../../../support/sample-log';
import { UNCANONICAL } from '../../../support/uncanonical';
import { completeBundle, knowing, shell, verifyFiles, type Complete } from './support';

/*
 * What shows that the log held the list of files. Whoever has the keys of bundle and log signs all of it anew; the record itself
 * must then still be the one of this bundle.
 */
describe('the seal of a bundle', () => {
  let made: Complete;
  beforeAll(async () => {
    made = await completeBundle();
  });

  const withSeal = (other: OtherSeal): BagFiles => {
    const files: BagFiles = new Map(made.files);
    putInLog(files, made.log, made.privateKey, other);
    return files;
  };
  /** Lists and signs anew what lies in `seal/`. */
  const edited = (path: string, change: (text: string) => string): BagFiles => {
    const files: BagFiles = new Map(made.files);
    files.set(path, Buffer.from(change(files.get(path)?.toString() ?? '')));
    listSeal(files, made.privateKey);
    return files;
  };
  const verdictOf = (files: BagFiles) => verifyFiles(files, knowing(made));

  it.each<[string, OtherSeal]>([
    ['another kind', { detail: { kind: 'court' } }],
    ['another number', { detail: { number: 4 } }],
    ['another investigation', { investigation: '88888888-0000-4000-8000-000000000008' }],
    ['another list of files', { detail: { manifestSha256: '0'.repeat(64) } }],
    ['a subject that is no bundle', { subject: 'investigation:99999999-0000-4000-8000-000000000009' }],
    ['another event', { type: 'bundle-sealed' }],
  ])(
    'is not of this bundle when its record speaks of %s',
    async (_, other) => {
      const files = withSeal(other);
      expect(await verdictOf(files)).toMatchObject({ exitCode: 1 });
      expect(await shell(files, made.fingerprint)).toBe(1);
    },
    300_000,
  );

  it.each<[string, string, (text: string) => string]>([
    ...UNCANONICAL.map(([what, value]): [string, string, (text: string) => string] => [
      `a record that holds ${what}`,
      'seal/record.txt',
      (text) => text.replace(/"number":\d+/, () => `"number":${value}`),
    ]),
    ['two records', 'seal/record.txt', (text) => text + text],
    ['a first record after another', 'seal/record.txt', (text) => text.replace(/^0{64}$/m, '1'.repeat(64))],
    [
      'a place in the log that is another',
      'seal/proof.tlog-proof',
      (text) => text.replace(/^index \d+/m, 'index 1'),
    ],
    ['a proof under another checkpoint', 'seal/checkpoint', () => made.log.checkpoint],
    [
      'a log that did not grow from the histories',
      'seal/consistency.txt',
      (text) => text.split('\n').slice(1).join('\n'),
    ],
  ])(
    'does not hold with %s',
    async (_, path, change) => {
      const files = edited(path, change);
      expect(await verdictOf(files)).toMatchObject({ exitCode: 1 });
      expect(await shell(files, made.fingerprint)).toBe(1);
    },
    300_000,
  );

  it('says that the log held other lists of files of the bundle before', async () => {
    const files = withSeal({ earlier: 2 });
    const verdict = await verdictOf(files);
    expect(verdict).toMatchObject({ exitCode: 0, seal: { earlier: 2 } });
    expect(describeBundle(verdict)).toMatch(
      /^Proven, with notes: [^]*The log held 2 lists of files of this bundle before it/,
    );
    expect(await shell(files, made.fingerprint)).toBe(0);
  });
});

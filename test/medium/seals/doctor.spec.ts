import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { trustAnchors } from '../../../src/apps/cli/doctor/trust-anchors';
import { CA, issue } from '../../support/c2pa/certificates';
import { inFolder } from '../media/support';

const report = (...contents: string[]) =>
  inFolder(async (folder) => {
    const paths = contents.map((_, at) => join(folder, `${at}.pem`));
    await Promise.all(paths.map((path, at) => writeFile(path, contents[at] ?? '')));
    return trustAnchors(paths, new Date());
  });

const old = () =>
  issue({ subject: '/CN=Old', extensions: CA, from: '20200101000000Z', until: '20210101000000Z' });

it('says that nobody is trusted where no file is named', async () => {
  const { found, mend } = await trustAnchors([], new Date());
  expect(found).toContain('no signers are trusted');
  expect(mend).toBeUndefined();
});

it('counts whom the operator trusts, and who has run out', async () => {
  const root = await issue({ subject: '/CN=Root', extensions: CA });
  expect(await report(root.pem + root.pem, (await old()).pem)).toEqual({
    what: 'makers’ seals',
    found: '2 trusted certificates, 1 that no longer or do not yet hold',
  });
});

it.each([
  ['all have run out', async () => (await old()).pem, '0 trusted'],
  ['a file holds none', async () => Promise.resolve('no certificate'), 'holds no certificate'],
  [
    'one is broken',
    async () => {
      const { pem } = await issue({ subject: '/CN=Root', extensions: CA });
      return `${pem}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`;
    },
    '1 that cannot be read',
  ],
])('finds fault where %s', async (_, pem, found) => {
  const finding = await report(await pem());
  expect(finding.found).toContain(found);
  expect(finding.mend).toContain('C2PA_TRUST_ANCHORS');
});

it('finds fault where a file is missing', async () => {
  expect((await trustAnchors(['/nowhere/anchors.pem'], new Date())).found).toContain('cannot be read');
});

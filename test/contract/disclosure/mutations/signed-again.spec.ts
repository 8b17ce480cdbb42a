import { edit, signedAgain, summary, type Change } from './insider';
import { knowing, shell, stampedBundle, verifyFiles, type Stamped } from './support';

/*
 * Somebody who holds the key of the bundle and makes another one of that name after the first has left. Its papers, its date, its
 * reader's page and its verifier are in no history of an exhibit: only the list of files, which the log held before, tells of them.
 */
describe('a bundle that is changed and signed again with its true key', () => {
  let made: Stamped;
  beforeAll(async () => {
    made = await stampedBundle();
  });

  const dropped: Change = (files) => {
    summary((value) => (value as unknown as { exhibits: unknown[] }).exhibits.pop())(files);
    for (const path of [...files.keys()]) if (path.includes('/CD-1/')) files.delete(path);
  };
  const changes: [string, Change][] = [
    ['an MG12 with other words', edit('data/schedules/MG12.csv', (text) => `${text}2,one more\r\n`)],
    ['no list of exhibits', edit('data/schedules/MG12.pdf', () => '%PDF-1.7 nothing\n%%EOF\n')],
    ['an exhibit dropped', dropped],
    [
      'another date of sealing',
      edit('data/bundle.json', (text) => text.replace('"sealedAt":"2026-03-12', '"sealedAt":"2026-03-13')),
    ],
    ['another verify.mjs', edit('verify.mjs', () => 'console.log("Proven")\n')],
    ['another page', edit('START-HERE.html', (text) => text.replace('Front door', 'Back door'))],
    ['other instructions', edit('VERIFY.txt', () => 'It is proven.\n')],
    ['other facts for other tools', edit('data/case.jsonld', () => '{"@graph":["x"]}\n')],
  ];

  it.each(changes)(
    'is found by the log: %s',
    async (_, change) => {
      const files = signedAgain(made, change);
      expect(await verifyFiles(files, knowing(made))).toMatchObject({
        exitCode: 1,
        all: [{ what: 'not-in-the-log', where: 'tagmanifest-sha256.txt' }],
      });
      expect(await shell(files, made.fingerprint, made.authority)).toBe(1);
    },
    300_000,
  );

  it('is found by the log also when its histories cannot be told', async () => {
    const files = signedAgain(made, (all) => {
      const [proof = ''] = [...all.keys()].filter((path) => path.endsWith('.tlog-proof'));
      all.delete(proof);
    });
    expect(await verifyFiles(files, knowing(made))).toMatchObject({ exitCode: 1 });
    expect(await shell(files, made.fingerprint)).toBe(1);
  });

  it('is not proven when what shows the log’s list is left out', async () => {
    const files = signedAgain(made, changes[0]?.[1] ?? (() => undefined));
    for (const path of [...files.keys()]) if (path.startsWith('seal/')) files.delete(path);
    expect(await verifyFiles(files, knowing(made))).toMatchObject({ exitCode: 2 });
    expect(await shell(files, made.fingerprint)).toBe(2);
  });

  it('shows, when the log is made anew as well, that nobody else confirms its list of files', async () => {
    const files = signedAgain(made, changes[0]?.[1] ?? (() => undefined));
    made.putInLog(files);
    expect(await verifyFiles(files, knowing(made))).toMatchObject({
      exitCode: 0,
      timeStamp: { state: 'trusted' },
      seal: { timeStamp: { state: 'absent' }, witnesses: [] },
    });
  });
});

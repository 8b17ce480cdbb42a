import { signNote, verifierKeyText } from '../../../../src/custody/pure/signed-note';
import type { BundleVerdict, FirstBad } from '../../../../src/verifier/bundle/bundle-verdict';
import { sampleBundle } from '../../../support/sample-bundle';
import { UNCANONICAL } from '../../../support/uncanonical';
import {
  edit,
  firstBad,
  proofsOf,
  records,
  sealed,
  stranger,
  swap,
  verifySealed,
  type Change,
} from './insider';
import { completeBundle, knowing, shell, verifyFiles, type Complete } from './support';

/** The third event, so that it has no canonical form. */
const forged = (text: string): Change =>
  records((all) =>
    all.with(
      2,
      (all[2] ?? '').replace('"category":', () => `"big":${text},"category":`),
    ),
  );

describe('custody records that somebody with the key of the bundle changes before he seals it', () => {
  let made: Complete;
  beforeAll(async () => {
    made = await completeBundle();
  });

  const verify = (change: Change): Promise<BundleVerdict> => verifySealed(made, change);
  const first = (change: Change): Promise<FirstBad | undefined> => firstBad(made, change);

  describe('events', () => {
    const at = (all: string[], index: number): string => all[index] ?? '';
    it.each<[string, Change, number, string]>([
      ...[0, 1, 2, 3, 4, 5, 6, 7, 8].flatMap((index): [string, Change, number, string][] => {
        const isLast = index === 8;
        return [
          [
            `${index + 1} said otherwise`,
            records((all) => all.with(index, at(all, index).replace('"category":"c', '"category":"C'))),
            index + 1,
            'altered',
          ],
          [
            `${index + 1} dated otherwise`,
            records((all) => all.with(index, at(all, index).replace('"at":"2026', '"at":"2025'))),
            index + 1,
            'altered',
          ],
          [
            `${index + 1} by another actor`,
            records((all) => all.with(index, at(all, index).replace('"kind":"service"', '"kind":"officer"'))),
            index + 1,
            'altered',
          ],
          [`${index + 1} left out`, records((all) => all.toSpliced(index, 1)), index + 1, 'missing'],
          [
            `${index + 1} said twice`,
            records((all) => all.toSpliced(index, 0, at(all, index))),
            index + 1,
            'inserted',
          ],
          ...(isLast
            ? []
            : ([
                [
                  `${index + 1} and the next in another order`,
                  records((all) => all.with(index, at(all, index + 1)).with(index + 1, at(all, index))),
                  index + 1,
                  'missing',
                ],
              ] as [string, Change, number, string][])),
        ];
      }),
      ...UNCANONICAL.map(([what, text]): [string, Change, number, string] => [
        `3 made to hold ${what}`,
        forged(text),
        3,
        'altered',
      ]),
    ])('number %s', async (_, change, seq, what) => {
      const found = await first(change);
      expect(found).toMatchObject({ what: 'bad-event', where: 'data/custody/AB-1/records.txt' });
      // What was altered in another way shows as no event in canonical form, or out of its time.
      const kinds = what === 'altered' ? ['altered', 'back-dated', 'malformed'] : [what];
      expect(found?.event?.seq).toBe(seq);
      expect(kinds).toContain(found?.event?.what);
    });

    it('cut off at the end, with the count put right, leaves a proof without its record', async () => {
      const found = await first((files) => {
        records((all) => all.slice(0, -1))(files);
        edit('data/custody/AB-1/subjects.txt', (content) => content.replace('9', '8'))(files);
      });
      expect(found).toMatchObject({ what: 'bad-event', event: { what: 'missing', expected: 'its record' } });
    });

    it('cannot be told when a proof, the checkpoint or the keys are left out', async () => {
      for (const path of [
        proofsOf(made.files, 'AB-1')[2] ?? '',
        'data/custody/checkpoint',
        'data/custody/keys',
      ]) {
        expect(await verify((files) => files.delete(path))).toMatchObject({ exitCode: 2 });
      }
    });
  });

  describe('proofs, checkpoints and keys of the log', () => {
    const aProof = (): string => proofsOf(made.files, 'AB-1')[4] ?? '';
    it.each<[string, Change, string]>([
      [
        'two proofs that change places',
        (files) => swap(files, aProof(), proofsOf(files, 'AB-1')[5] ?? ''),
        'altered',
      ],
      [
        'another index',
        (files) =>
          edit(aProof(), (content) =>
            content.replace(/index (\d+)/, (_, n: string) => `index ${Number(n) + 1}`),
          )(files),
        'altered',
      ],
      [
        'a hash less',
        (files) => edit(aProof(), (content) => content.replace(/(index \d+\n).*\n/, '$1'))(files),
        'altered',
      ],
      [
        'a hash more',
        (files) => edit(aProof(), (content) => content.replace(/(index \d+\n)(.*\n)/, '$1$2$2'))(files),
        'altered',
      ],
      [
        'another hash',
        (files) => edit(aProof(), (content) => content.replace(/(index \d+\n)....(.*\n)/, '$1AAAA$2'))(files),
        'altered',
      ],
      [
        'another root in a proof',
        (files) =>
          edit(aProof(), (content) => content.replace(made.log.checkpoint, made.log.checkpointAt(12)))(files),
        'altered',
      ],
      [
        'a root that is not signed',
        edit('data/custody/checkpoint', (content) =>
          content.replace(
            /(\n\d+\n)(.)/,
            (_, size: string, first: string) => size + (first === 'A' ? 'B' : 'A'),
          ),
        ),
        'bad-signature',
      ],
      [
        'a signature of nothing',
        edit('data/custody/checkpoint', (content) => content.replace(/(— \S+ .{8})...../, '$1AAAAA')),
        'bad-signature',
      ],
      [
        'an older checkpoint than that of the proofs',
        (files) => files.set('data/custody/checkpoint', Buffer.from(made.log.checkpointAt(12))),
        'root-mismatch',
      ],
    ])('%s', async (_, change, what) => {
      expect(await first(change)).toMatchObject({ what: 'bad-event', event: { what } });
    });

    it('cannot be told when nobody known signed the log', async () => {
      const keys: Change = (files) =>
        files.set('data/custody/keys', Buffer.from(`${verifierKeyText(stranger)}\n`));
      expect(await verify(keys)).toMatchObject({ exitCode: 2 });
      const note: Change = edit('data/custody/checkpoint', (content) =>
        signNote(content.slice(0, content.indexOf('\n\n') + 1), [stranger]),
      );
      expect((await verify(note)).exitCode).not.toBe(0);
    });

    it('reveals a rewritten log to whoever holds an older checkpoint, or its true key', async () => {
      const keys = { bundle: made.privateKey, log: made.log.signer };
      const rewritten = sampleBundle({ keys, chains: (chains) => chains[0]?.add('viewed') });
      const options = { keyFingerprint: made.fingerprint };
      expect(await verifyFiles(rewritten.files, options)).toMatchObject({ exitCode: 0 });
      const trustedCheckpoints = [made.log.checkpointAt(5)];
      expect(await verifyFiles(rewritten.files, { ...options, trustedCheckpoints })).toMatchObject({
        exitCode: 1,
        first: { what: 'bad-event', event: { what: 'rewritten', index: 0, upTo: 4 } },
      });
      const other = sampleBundle({ keys: { bundle: made.privateKey, log: stranger } });
      const trueKeys = { ...options, keys: [verifierKeyText(made.log.signer)] };
      expect((await verifyFiles(other.files, trueKeys)).exitCode).not.toBe(0);
    });
  });

  describe('openings', () => {
    const path = 'data/custody/AB-1/openings.jsonl';
    it.each<[string, Change, string]>([
      ['another value', edit(path, (content) => content.replace('Amira', 'Anna')), 'wrong-opening'],
      ['another salt', edit(path, (content) => content.replace(/"salt":"../, '"salt":"zz')), 'wrong-opening'],
      [
        'another field',
        edit(path, (content) => content.replace('"field":"reference"', '"field":"description"')),
        'wrong-opening',
      ],
      [
        'of no event',
        edit(path, (content) => content.replace(/"event":"......../, '"event":"00000000')),
        'missing',
      ],
      ['of another exhibit', (files) => swap(files, path, 'data/custody/CD-1/openings.jsonl'), 'missing'],
    ])('%s', async (_, change, what) => {
      expect(await first(change)).toMatchObject({ what: 'bad-event', event: { what } });
    });

    it('are not needed: what is withheld is no gap', async () => {
      expect(await verify((files) => files.delete(path))).toMatchObject({ exitCode: 0 });
    });
  });

  it('is judged alike by the second verifier where it looks too', async () => {
    const proof = proofsOf(made.files, 'AB-1')[4] ?? '';
    const changes: Change[] = [
      records((all) => all.toSpliced(2, 1)),
      records((all) => all.with(3, (all[3] ?? '').replace('"size":20000', '"size":20001'))),
      records((all) => all.with(1, all[2] ?? '').with(2, all[1] ?? ''), 'CD-1'),
      (files) => swap(files, proof, proofsOf(files, 'AB-1')[5] ?? ''),
      edit(proof, (content) => content.replace(/(index \d+\n)....(.*\n)/, '$1AAAA$2')),
      edit('data/custody/checkpoint', (content) => content.replace(/(— \S+ .{8})...../, '$1AAAAA')),
      edit('data/custody/AB-1/subjects.txt', (content) => content.replace('9', '8')),
      (files) => files.set('data/custody/keys', Buffer.from(`${verifierKeyText(stranger)}\n`)),
      (files) => files.delete(proof),
      ...UNCANONICAL.map(([, text]) => forged(text)),
    ];
    for (const change of changes) {
      const files = sealed(made, change);
      expect(await shell(files, made.fingerprint)).toBe((await verifyFiles(files, knowing(made))).exitCode);
    }
  });
});

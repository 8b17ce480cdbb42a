import { readFile, rm } from 'node:fs/promises';
import { clip, concatAttack } from '../../fixtures/clips';
import type { Officer } from '../support/cast';
import { sha256, type Given, type Visitor } from '../support/people';
import type { Plant } from '../support/plant';
import type { Stage } from '../support/stage';
import { expectWhole } from '../support/truth';

let plant: Plant;
let officer: Officer;

const NAMES: readonly (readonly [string, string])[] = [
  ['../../../../etc/passwd', 'passwd'],
  ['..\\..\\evidence\\masters\\x.mp4', 'x.mp4'],
  ['nul\0byte.mp4', 'nul\uFFFDbyte.mp4'],
  ['🚪 front door 🎥.mp4', '🚪 front door 🎥.mp4'],
  [`${'n'.repeat(296)}.mp4`, `${'n'.repeat(251)}.mp4`],
];

const DOORS = {
  tus: (visitor: Visitor, name: string, bytes: Buffer): Promise<Given> => visitor.add(name, bytes),
  form: async (visitor: Visitor, name: string, bytes: Buffer): Promise<Given> => {
    const before = new Set((await visitor.files()).map(({ id }) => id));
    expect((await visitor.upload([{ name, bytes }])).status).toBe(303);
    const added = (await visitor.files()).filter(({ id }) => !before.has(id));
    expect(added).toHaveLength(1);
    return { id: added[0]?.id ?? '', sha256: sha256(bytes) };
  },
};

interface Copy {
  readonly kind: string;
  readonly state: string;
  readonly why: string | null;
}

const copies = async (id: string): Promise<readonly Copy[]> =>
  (await officer.browser.must<{ items: Copy[] }>('GET', `/clips/${id}/renditions`)).items;

/** `stage` is asked for when its processes run. */
export function hostileFiles(stage: () => Stage): void {
  describe('files and their names', () => {
    beforeAll(() => {
      ({ plant, officer } = stage());
    });

    describe.each(Object.entries(DOORS))('what is hostile, by %s', (_door, add) => {
      it('a name that is a path, holds NUL or emoji, or has 300 characters, is kept as a text and no more', async () => {
        const visitor = await officer.visitor();
        const sent: Given[] = [];
        for (const [name] of NAMES)
          sent.push(await add(visitor, name, Buffer.from(`content of ${sent.length}`)));
        expect((await visitor.files()).map(({ name }) => name)).toEqual(NAMES.map(([, kept]) => kept));
        const receipt = await visitor.sendAll();
        expect((await visitor.get(receipt)).status).toBe(200);
        expect((await visitor.get(`${receipt}.pdf`)).status).toBe(200);
        await expectWhole(plant, sent);
        for (const [index, { id }] of sent.entries()) {
          const found = await officer.browser.must<{ fileName: string }>('GET', `/clips/${id}`);
          expect(found.fileName).toBe(NAMES[index]?.[1]);
        }
      });
    });

    /** What a file holds, the worker meets in the same store by whichever door it came: some of them by each. */
    describe('what is hostile in its content, by one door or the other', () => {
      it('a file that is a text, or cut off, stays evidence, with the reason why it does not play', async () => {
        const visitor = await officer.visitor();
        const [text, cut, tail] = [
          await DOORS.tus(visitor, 'text.mp4', await readFile(await clip('text'))),
          await DOORS.form(visitor, 'cut.mp4', await readFile(await clip('noMoov'))),
          await DOORS.tus(visitor, 'tail.mp4', await readFile(await clip('damagedTail'))),
        ];
        await visitor.sendAll();
        await expectWhole(plant, [text, cut, tail]);
        for (const { id } of [text, cut]) {
          expect(await copies(id)).toEqual([
            expect.objectContaining({
              kind: 'proxy',
              state: 'failed',
              why: expect.stringMatching(/^[A-Z].{15,}\.$/) as string,
            }),
          ]);
        }
        expect((await copies(tail.id)).find(({ kind }) => kind === 'proxy')?.why ?? '').not.toMatch(
          /Error|ffmpeg:/,
        );
      });

      it('an ffconcat that names a sibling brings no frame of it out', async () => {
        const visitor = await officer.visitor();
        const { folder, attack, secret } = await concatAttack();
        try {
          const secretBytes = await readFile(secret);
          const hidden = await DOORS.tus(visitor, 'secret.mp4', secretBytes);
          const relative = await DOORS.form(visitor, 'attack.mp4', await readFile(attack));
          // The siblings where the service itself keeps files: by relative and by absolute path.
          const names = [
            hidden.id,
            plant.objects('incoming', hidden.id),
            plant.objects('evidence', 'masters', hidden.id),
            secret,
          ];
          const attacks = [relative];
          for (const [index, name] of names.entries()) {
            const script = `ffconcat version 1.0\nfile '${name}'\nduration 3\n`;
            const add = index % 2 === 0 ? DOORS.tus : DOORS.form;
            attacks.push(await add(visitor, `attack${index}.mp4`, Buffer.from(script)));
          }
          await visitor.sendAll();
          await expectWhole(plant, [hidden, ...attacks]);
          for (const { id } of attacks) {
            expect(await copies(id)).toMatchObject([{ kind: 'proxy', state: 'failed' }]);
          }
          expect((await copies(hidden.id)).map(({ state }) => state)).toEqual(Array(6).fill('made'));
        } finally {
          await rm(folder, { recursive: true, force: true });
        }
      });
    });
  });
}

import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tagFiles } from '../../../../src/verifier';
import { applied, decideWords } from '../../../medium/disclosure/application';
import { contentsOf, keyOf, type ReallySealed } from '../../../medium/disclosure/really-sealed';
import { openSealer } from '../../../medium/disclosure/support';
import { openWorld } from '../../../medium/workspace/world';
import { buildVerifier } from '../../../support/verifier-build';
import { sealed, summary, type Change } from '../mutations/insider';
import { knowing, shell, verifyFiles } from '../mutations/support';
import { relog } from '../really/relog';
import { compare } from './agree';

/* A bundle of an application, judged by our verifier, by the one from the documents, and by the shell's tools. */
let made: Pick<ReallySealed, 'files' | 'privateKey' | 'fingerprint'>;
let folder: string;
beforeAll(async () => {
  const verifier = await buildVerifier();
  const world = await openWorld();
  const sealer = await openSealer(world, (content, custody) => tagFiles(content, custody, verifier));
  try {
    const { desk, application, words, named } = await applied(world);
    await decideWords(desk, sealer, words);
    const { bytes } = await desk.download(await desk.bundle(sealer, 'order', { application }));
    made = { ...(await contentsOf(bytes)), ...(await keyOf(world)) };
    folder = named.reference.replace('/', '-');
  } finally {
    await sealer.close();
    await world.close();
    await rm(verifier, { recursive: true });
  }
});

interface Item {
  readonly ref: string;
}
const items = (work: (all: Item[]) => Item[]): Change =>
  summary((content) => {
    const told = content as unknown as { exhibits: Item[] };
    told.exhibits = work(told.exhibits);
  });
/** Without an item, and all of its files. */
const without =
  (name: string, ref: string): Change =>
  (files) => {
    for (const path of [...files.keys()]) if (path.split('/')[2] === name) files.delete(path);
    items((all) => all.filter((one) => one.ref !== ref))(files);
  };

const NOTHING = createHash('sha256').digest('hex');
/** With a file more of its exhibit, which the summary names. */
const beside =
  (what: 'transcript' | 'film', told: (file: (name: string) => object) => object): Change =>
  (files) => {
    const file = (name: string): object => {
      const path = `data/${what}s/${name}`;
      files.set(path, Buffer.alloc(0));
      return { path, sha256: NOTHING, size: 0 };
    };
    const added = { [what]: told(file) };
    items((all) => all.map((one, at) => (at === 1 ? { ...one, ...added } : one)))(files);
  };

it('is proven by all three, also without an exhibit, and by none once its application is not what it is', async () => {
  const anew = { ...made, putInLog: relog(made) };
  const changes: readonly (readonly [string, number, Change])[] = [
    ['nothing', 0, () => undefined],
    ['an exhibit less', 0, without(folder, folder.replace('-', '/'))],
    ['no application', 1, without('Application', 'Application')],
    ['the application last', 1, items((all) => [...all].reverse())],
    [
      'a schedule',
      1,
      (files) => {
        const forms = ['csv', 'pdf'].map((form) => `data/schedules/MG12.${form}`);
        for (const path of forms) files.set(path, Buffer.from('x'));
        summary((content) => {
          const [csv, pdf] = forms;
          Object.assign(content, { schedules: [{ form: 'MG12', version: 1, pdf, csv }] });
        })(files);
      },
    ],
    ['a transcript', 1, beside('transcript', (file) => ({ ...file(`${folder}.vtt`), recording: NOTHING }))],
    [
      'a film',
      1,
      beside('film', (file) => ({
        ...{ ...file(`${folder}/film.mp4`), reference: 'AB/9/1', title: 'Film' },
        recipe: file(`${folder}/recipe.json`),
      })),
    ],
    ['for another court', 1, summary((content) => Object.assign(content, { kind: 'court' }))],
  ];
  const cases = changes.map(([name, , change]) => ({ name, known: made, files: sealed(anew, change) }));
  const { differ, codes } = await compare(cases);
  expect(differ).toEqual([]);
  expect(codes).toEqual([2, 6, 0]);
  for (const { files } of cases.filter(({ name }) => ['a transcript', 'a film'].includes(name)))
    expect(await verifyFiles(files, knowing(made))).toMatchObject({ first: { what: 'not-for-this-kind' } });
  for (const [at, { name, files }] of cases.entries())
    expect([name, await shell(files, made.fingerprint)]).toEqual([name, changes[at]?.[1]]);
});

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { tagFiles, verifyExport, verifyPath } from '../../../src/verifier';
import { buildVerifier } from '../../support/verifier-build';
import { openWorld, seedCase, seedClip, type World } from '../workspace/world';
import { signedIn } from '../workspace/client';
import { Desk } from './desk';
import {
  everything,
  filesOf,
  foundIn,
  openSealer,
  run,
  seedCopy,
  seedItem,
  seedSending,
  unzip,
  type Sealer,
} from './support';

let world: World;
let sealer: Sealer;
let verifier: string;
beforeAll(async () => {
  world = await openWorld();
  verifier = await buildVerifier();
  sealer = await openSealer(world, (summary, custody) => tagFiles(summary, custody, verifier));
});
afterAll(async () => {
  await sealer.close();
  await world.close();
  await rm(verifier, { recursive: true });
});

const SECRET = 'Shows the refuge that she moved to';
const RAW_NAME = 'Flat 12 Elm Road Durham.mp4';

/** One item of every kind, decided, with all forms made. */
async function decidedCase() {
  const desk = await Desk.open(world);
  const seed = (choices = {}) => seedItem(world, desk.home, desk.officer.id, { name: RAW_NAME, ...choices });
  const [evidence, unused, idle, sensitive, far] = [
    await seed(),
    await seed({ exhibit: false }),
    await seed({ exhibit: false }),
    await seed(),
    await seed({ exhibit: false }),
  ];
  for (const clip of [evidence, unused, sensitive]) await seedCopy(world, clip);
  await desk.decide([evidence.id], { classification: 'evidence', description: '' });
  await desk.decide([unused.id], {
    classification: 'unused',
    meetsTest: true,
    description: 'Empty path, 22:00',
  });
  await desk.decide([idle.id], { classification: 'unused', description: 'Cat at the gate' });
  await desk.decide([sensitive.id], {
    classification: 'sensitive',
    reason: SECRET,
    description: 'The new door',
  });
  await desk.decide([far.id], { classification: 'not-relevant', reason: 'Another street' });
  await desk.makeForms();
  const clips = [evidence, unused, idle, sensitive, far].map(({ id }) => id);
  await seedSending(world, desk.home, clips);
  return { desk, evidence, unused, idle, sensitive, far };
}

describe('from decisions to sealed bundles', () => {
  let made: Awaited<ReturnType<typeof decidedCase>>;
  const bags: Record<string, { bag: string; files: string[]; text: string; remove: () => Promise<void> }> =
    {};

  beforeAll(async () => {
    made = await decidedCase();
    for (const kind of ['prosecution', 'defence', 'court']) {
      const id = await made.desk.bundle(sealer, kind);
      const { bytes } = await made.desk.download(id);
      const { bag, remove } = await unzip(bytes);
      bags[kind] = { bag, files: await filesOf(bag), text: await everything(bag), remove };
    }
  });
  afterAll(async () => {
    for (const { remove } of Object.values(bags)) await remove();
  });

  it.each(['prosecution', 'defence', 'court'])(
    'gives a %s bundle that sha256sum and openssl accept and whose every custody record is proven',
    async (kind) => {
      const { bag = '', files = [] } = bags[kind] ?? {};
      await run('sha256sum', ['--quiet', '--strict', '-c', 'manifest-sha256.txt'], { cwd: bag });
      await run('sha256sum', ['--quiet', '--strict', '-c', 'tagmanifest-sha256.txt'], { cwd: bag });
      await run(
        'openssl',
        [
          'pkeyutl',
          '-verify',
          '-pubin',
          '-inkey',
          'data/custody/bundle-key.pem',
          '-rawin',
          '-in',
          'tagmanifest-sha256.txt',
          '-sigfile',
          'tagmanifest-sha256.txt.sig',
        ],
        { cwd: bag },
      );
      const listed = (await readFile(join(bag, 'manifest-sha256.txt'), 'utf8')).trimEnd().split('\n');
      expect(listed.map((line) => line.slice(66)).sort()).toEqual(
        files.filter((file) => file.startsWith('data/')),
      );
      for (const place of [bag, join(bag, '../bundle.zip')])
        expect((await verifyPath(place)).text).toMatch(/^Proven:/);
      const chains = new Set(
        files.filter((file) => file.endsWith('/records.txt')).map((file) => file.replace('/records.txt', '')),
      );
      for (const chain of chains)
        expect(await verifyExport(join(bag, chain))).toMatchObject({ outcome: 'proven' });
    },
  );

  it('gives the prosecution everything, byte for byte', async () => {
    const { bag = '', files = [], text = '' } = bags['prosecution'] ?? {};
    const { evidence, sensitive } = made;
    const name = evidence.reference.replace('/', '-');
    expect((await readFile(join(bag, `data/originals/${name}/${name}.mp4`))).equals(evidence.bytes)).toBe(
      true,
    );
    expect(files).toEqual(
      expect.arrayContaining([
        `data/originals/${sensitive.reference.replace('/', '-')}/${sensitive.reference.replace('/', '-')}.mp4`,
        `data/viewing/${name}/proxy.mp4`,
        'data/originals/MG6C-1/MG6C-1.mp4',
        ...['MG12', 'MG6C', 'MG6D', 'MG6E'].flatMap((form) => [
          `data/schedules/${form}.csv`,
          `data/schedules/${form}.pdf`,
        ]),
        'data/schedules/withheld-items.csv',
      ]),
    );
    expect(foundIn(text, SECRET, RAW_NAME)).toEqual([SECRET, RAW_NAME]);
  });

  it('gives the defence its items without originals, and nothing that is sensitive or protected', () => {
    const { files = [], text = '' } = bags['defence'] ?? {};
    const { evidence, sensitive, idle, far } = made;
    const shown = files.filter((file) => /^data\/(originals|viewing|schedules)/.test(file)).sort();
    const expected = [
      'data/schedules/MG12.csv',
      'data/schedules/MG12.pdf',
      'data/schedules/MG6C.csv',
      'data/schedules/MG6C.pdf',
      `data/viewing/${evidence.reference.replace('/', '-')}/proxy.mp4`,
      'data/viewing/MG6C-1/proxy.mp4',
    ];
    expect(shown).toEqual(expected.sort());
    expect(foundIn(text, 'Cat at the gate')).toHaveLength(1);
    const hidden = [
      SECRET,
      RAW_NAME,
      'The new door',
      'Seen and considered',
      'Another street',
      'MG6D',
      'MG6E',
      sensitive.id,
      idle.id,
      far.id,
    ];
    expect(foundIn(text, ...hidden)).toEqual([]);
  });

  it('keeps the record of the investigation, which names every clip that she sent, to the prosecutor', () => {
    const record = 'data/custody/investigation/records.txt';
    expect(bags['prosecution']?.files).toContain(record);
    expect(bags['prosecution']?.text).toContain('"submission-sent"');
    for (const kind of ['defence', 'court']) {
      const { files = [], text = '' } = bags[kind] ?? {};
      expect(files.filter((file) => file.includes('investigation'))).toEqual([]);
      const hidden = ['submission-sent', 'schedule-made', 'bundle-requested', 'review-opened'];
      expect(foundIn(text, ...hidden.map((type) => `"type":"${type}"`))).toEqual([]);
    }
  });

  it('gives the court the exhibits alone', () => {
    const { files = [], text = '' } = bags['court'] ?? {};
    const name = made.evidence.reference.replace('/', '-');
    expect(files.filter((file) => /^data\/(originals|viewing|schedules)/.test(file))).toEqual([
      `data/originals/${name}/${name}.mp4`,
      'data/schedules/MG12.csv',
      'data/schedules/MG12.pdf',
      `data/viewing/${name}/proxy.mp4`,
    ]);
    const hidden = [SECRET, RAW_NAME, 'Cat at the gate', 'MG6C', made.unused.id];
    expect(foundIn(text, ...hidden)).toEqual([]);
  });

  it('tells the same facts in CASE/UCO as in the manifest', async () => {
    const { bag = '' } = bags['court'] ?? {};
    const graph = (
      JSON.parse(await readFile(join(bag, 'data/case.jsonld'), 'utf8')) as {
        '@graph': Record<string, unknown>[];
      }
    )['@graph'];
    const text = JSON.stringify(graph.filter((node) => node['@type'] === 'uco-observable:File'));
    expect(text).toContain(made.evidence.sha256);
    expect(graph.find((node) => node['@type'] === 'case-investigation:ProvenanceRecord')).toMatchObject({
      'case-investigation:exhibitNumber': made.evidence.reference,
    });
  });

  it('serves any range of the same bytes, in one event of the log', async () => {
    const id = await made.desk.bundle(sealer, 'court');
    const { url, bytes, answer } = await made.desk.download(id);
    expect(answer.headers.get('content-length')).toBe(String(bytes.length));
    const etag = answer.headers.get('etag') ?? '';
    for (const [start, end] of [
      [0, 99],
      [1_000, 20_000],
      [bytes.length - 50, bytes.length - 1],
    ] as const) {
      const part = await made.desk.client.send('GET', url, {
        headers: { Range: `bytes=${start}-${end}`, 'If-Range': etag },
      });
      expect(part.status).toBe(206);
      expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(start, end + 1))).toBe(true);
    }
    const { rows } = await world.admin.query(
      `SELECT 1 FROM custody.record WHERE subject = $1 AND event::jsonb ->> 'type' = 'bundle-downloaded' AND event::jsonb #>> '{detail,bundle}' = $2`,
      [`investigation:${made.desk.home.investigation}`, id],
    );
    expect(rows).toHaveLength(1);
  });
});

describe('a preview', () => {
  it('says exactly what goes, what is withheld and why, and what stands in the way', async () => {
    const { desk, evidence, unused, sensitive } = await decidedCase();
    const undecided = await seedItem(world, desk.home, desk.officer.id);
    const found = await desk.post(desk.ofCase('bundles/preview'), { kind: 'defence' }, 200);
    expect(found['items']).toEqual([
      expect.objectContaining({ clipId: evidence.id, original: false, copies: ['proxy'] }),
      expect.objectContaining({ clipId: unused.id, label: 'MG6C/1' }),
    ]);
    expect(found['withheld']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ clipId: sensitive.id, why: `sensitive: ${SECRET}` }),
        expect.objectContaining({ clipId: undecided.id, why: 'not decided yet' }),
      ]),
    );
    expect(found['problems']).toEqual([]);
    const said = async (kind: string): Promise<string> =>
      (await desk.client.page(`/investigations/${desk.home.investigation}/bundles/preview?kind=${kind}`))
        .text;
    expect(await said('prosecution')).toContain('every event goes, with every value that it names');
    expect(await said('defence')).toContain('every event goes, with these values that it names');
    await desk.decide([undecided.id], { classification: 'evidence' });
    const stale = await desk.post(desk.ofCase('bundles/preview'), { kind: 'defence' }, 200);
    expect(stale['problems']).toEqual([
      expect.stringContaining('Make the MG12 first'),
      expect.stringContaining('has no viewing copy'),
    ]);
    await expect(desk.post(desk.ofCase('bundles'), { kind: 'defence' })).rejects.toThrow('bundle-not-ready');
  });

  it('takes what was picked by hand, and refuses what may not go', async () => {
    const { desk, evidence, unused, sensitive } = await decidedCase();
    const picked = await desk.post(
      desk.ofCase('bundles/preview'),
      { kind: 'defence', items: [unused.id] },
      200,
    );
    expect(picked['items']).toEqual([expect.objectContaining({ clipId: unused.id })]);
    await expect(
      desk.post(desk.ofCase('bundles'), { kind: 'defence', items: [evidence.id, sensitive.id] }),
    ).rejects.toThrow('may not go into this bundle');
  });
});

describe('drafts', () => {
  it('are no items: they cannot be listed, decided or counted', async () => {
    const desk = await Desk.open(world);
    const unsent = await seedCase(world, desk.officer.id, false);
    const draft = await seedClip(
      world,
      { ...unsent, investigation: desk.home.investigation },
      { draft: true },
    );
    expect(await desk.get(desk.ofCase('items'))).toEqual({ items: [], next: null });
    await expect(desk.decide([draft.id], { classification: 'unused' })).rejects.toThrow('404');
  });
});

describe('rights', () => {
  it('are those of disclosure officers who are members', async () => {
    const { desk } = await decidedCase();
    const id = await desk.bundle(sealer, 'court');
    const { url } = await desk.download(id);
    const stranger = await signedIn(world, await world.officer('disclosure'));
    const supervisor = await world.officer('supervisor');
    await desk.post(desk.ofCase('members'), { email: supervisor.email }, 204);
    const other = await signedIn(world, supervisor);
    for (const path of [desk.ofCase('items'), desk.ofCase('schedules'), `/api/v1/bundles/${id}`, url]) {
      expect((await stranger.call('GET', path)).status).toBe(404);
      expect((await other.call('GET', path)).status).toBe(403);
    }
  });
});

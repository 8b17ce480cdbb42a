import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { tagFiles, verifyPath } from '../../../src/verifier';
import { inScope, officerSession } from '../../factories/acting';
import { buildVerifier } from '../../support/verifier-build';
import { deciding } from '../workspace/deciding';
import { openWorld, type World } from '../workspace/world';
import { applied, complete, decideWords, makePapers, SAID, wordsOf, type Applied } from './application';
import { Desk } from './desk';
import { forge, itemOf, linesOf, preview, type ForgedAs } from './orders';
import { everything, filesOf, foundIn, openSealer, seedItem, unzip, type Sealer } from './support';

let world: World;
let sealer: Sealer;
let verifier: string;
let workspace: Client;
let worker: Client;
beforeAll(async () => {
  world = await openWorld();
  verifier = await buildVerifier();
  sealer = await openSealer(world, (summary, custody) => tagFiles(summary, custody, verifier));
  workspace = new Client({ connectionString: world.database.urls.workspace });
  worker = new Client({ connectionString: world.database.urls.worker });
  await workspace.connect();
  await worker.connect();
});
afterAll(async () => {
  await workspace.end();
  await worker.end();
  await sealer.close();
  await world.close();
  await rm(verifier, { recursive: true });
});

const ready = async (): Promise<Applied> => {
  const found = await applied(world);
  await decideWords(found.desk, sealer, found.words);
  return found;
};
const stateOf = async (desk: Desk, bundle: string): Promise<unknown> =>
  (await desk.get(`/api/v1/bundles/${bundle}`))['state'];

const forged = (found: Applied, item: string, as: ForgedAs = {}): Promise<string> =>
  forge(workspace, found, item, as);
const SEAL = `INSERT INTO lintel.bundle_state (bundle_id, state, reason) VALUES ($1, 'sealed', '')`;
const NOT_NAMED = /does not name this item, or it may not go/;

describe('a bundle for the court that hears an application', () => {
  it('holds the application first, then the exhibits that it names, and nothing else; anybody can check it', async () => {
    const { desk, application, words, named, other } = await ready();
    // No form is made, and none is asked for.
    const bundle = await desk.bundle(sealer, 'order', { application });
    const { bag, remove } = await unzip((await desk.download(bundle)).bytes);
    expect((await verifyPath(bag)).text).toMatch(/^Proven: order bundle 1 of /);
    const files = await filesOf(bag);
    const folder = named.reference.replace('/', '-');
    expect(files.filter((path) => /^data\/(originals|schedules|viewing)\//.test(path))).toEqual([
      expect.stringMatching(/^data\/originals\/Application\/.+\.pdf$/),
      expect.stringMatching(`^data/originals/${folder}/`),
    ]);
    const summary = JSON.parse(await readFile(join(bag, 'data/bundle.json'), 'utf8')) as {
      exhibits: { ref: string; clip: string; listedAs: string }[];
    };
    expect(summary.exhibits).toMatchObject([
      { ref: 'Application', clip: words, listedAs: 'unused' },
      { ref: named.reference, clip: named.id, listedAs: 'evidence' },
    ]);
    const all = await everything(bag);
    expect(foundIn(all, other.id, other.reference, other.sha256, 'MG6C', 'Seen and considered')).toEqual([]);
    const page = await readFile(join(bag, 'START-HERE.html'), 'utf8');
    for (const said of ['for the court that hears the application', 'it is no disclosure in a prosecution'])
      expect(page).toContain(said);
    await remove();
    // As a bundle for the court.
    const issue = (recipientKind: string) =>
      desk.client.call('POST', `/api/v1/bundles/${bundle}/issues`, {
        ...{ recipientKind, recipientName: 'Durham Magistrates’ Court', days: 7 },
      });
    expect((await issue('court')).status).toBe(201);
    const { rows } = await world.admin.query<{ event: string }>(
      `SELECT event FROM custody.record WHERE type = 'bundle-requested' AND event LIKE '%' || $1 || '%'`,
      [bundle],
    );
    expect(JSON.parse(rows[0]?.event ?? '')).toMatchObject({ detail: { kind: 'order', application } });
  });

  it('says step by step what is to be done first, and is begun on the page of the application', async () => {
    const found = await applied(world);
    const { desk, application, words } = found;
    expect((await preview(found)).problems).toEqual([
      expect.stringContaining('Decide about the application first'),
    ]);
    expect((await preview({ ...found, application: randomUUID() })).problems[0]).toContain('Make the papers');
    const page = await desk.client.page(`/applications/${application}`);
    const href = `/investigations/${desk.home.investigation}/bundles/preview?kind=order&amp;application=${application}`;
    expect(page.text).toContain(`href="${href}"`);
    await decideWords(desk, sealer, words);
    const shown = await desk.client.page(href.replace('&amp;', '&'));
    expect(shown.text).toContain('What an order bundle would hold');
    const wanted = { kind: 'order', application, supersedes: '', items: words };
    const to = `/investigations/${desk.home.investigation}/bundles`;
    const posted = await desk.client.typed(href.replace('&amp;', '&'), wanted, to);
    expect(posted.status).toBe(303);
    for (const body of [{ kind: 'order' }, { kind: 'court', application }]) {
      const refused = await desk.client.call('POST', desk.ofCase('bundles'), body);
      expect(refused.json()).toMatchObject({ status: 409, code: 'bundle-not-ready' });
    }
    expect((await preview({ desk: await Desk.open(world), application })).items).toEqual([]);
  });

  it('holds an exhibit as was chosen, and leaves out what is not evidence, with the reason', async () => {
    const found = await ready();
    const { desk, application, named, words } = found;
    const { redact, choose } = deciding(world, desk.home, desk.officer.id, Buffer.from(''));
    await choose(named.id, await redact(named.id));
    expect((await preview(found)).items).toMatchObject([{ clipId: words }, { original: false }]);
    await desk.decide([named.id], { classification: 'sensitive', meetsTest: true });
    const { items, withheld } = await preview(found);
    expect(items.map(({ clipId }) => clipId)).toEqual([words]);
    expect(withheld).toContainEqual(expect.objectContaining({ clipId: named.id }));
    await desk.decide([words], { classification: 'sensitive', meetsTest: true });
    const refused = await desk.client.call('POST', desk.ofCase('bundles'), { kind: 'order', application });
    expect(refused.json()).toMatchObject({ code: 'bundle-not-ready' });
  });

  it('carries no words of the diary that were withheld since: the papers are made again without them', async () => {
    const found = await applied(world);
    const { desk, application, words, entry } = found;
    await decideWords(desk, sealer, words);
    await desk.decide([await itemOf(desk, entry)], { classification: 'sensitive', meetsTest: true });
    expect((await preview(found)).problems).toEqual([expect.stringContaining('withheld after its papers')]);
    await makePapers(desk, application);
    const again = await wordsOf(desk);
    expect(again).not.toBe(words);
    await decideWords(desk, sealer, again);
    const { bytes } = await desk.download(await desk.bundle(sealer, 'order', { application }));
    const { bag, remove } = await unzip(bytes);
    expect(foundIn(await everything(bag), SAID)).toEqual([]);
    await remove();
  });

  it('is held back for words withheld, also if their entry left the occasion, or was decided about as papers were made', async () => {
    const found = await ready();
    const { desk, occasion, entry, words } = found;
    const item = await itemOf(desk, entry);
    const withheld = [expect.stringContaining('withheld after its papers')];
    await desk.decide([item], { classification: 'unused', meetsTest: true });
    expect((await preview(found)).problems).toEqual([]);
    await desk.decide([item], { classification: 'sensitive', meetsTest: true });
    const { rows } = await world.admin.query<{ id: string }>(
      'SELECT id FROM lintel.occasion_part WHERE incident_id = $1',
      [entry],
    );
    const part = `/api/v1/occasions/${occasion}/parts/${rows[0]?.id ?? ''}`;
    expect((await desk.client.call('DELETE', part)).status).toBe(204);
    expect((await preview(found)).problems).toEqual(withheld);
    await world.admin.query(
      'UPDATE lintel.occasion_part SET removed_at = NULL, removed_by = NULL WHERE id = $1',
      [rows[0]?.id],
    );
    const late = 'UPDATE lintel.written_item SET taken_at = clock_timestamp() WHERE clip_id = $1';
    await world.admin.query(late, [words]);
    expect((await preview(found)).problems).toEqual(withheld);
  });

  it('has no words of an entry that was erased as an item: the papers made again leave them out', async () => {
    const found = await ready();
    const { desk, application, entry } = found;
    await world.admin.query('UPDATE lintel.clip SET erased_at = now() WHERE id = $1', [
      await itemOf(desk, entry),
    ]);
    expect((await preview(found)).problems).toEqual([expect.stringContaining('or erased')]);
    await makePapers(desk, application);
    const again = await wordsOf(desk);
    expect(await linesOf(desk, again)).not.toContain(SAID);
    await decideWords(desk, sealer, again);
    expect((await preview(found)).problems).toEqual([]);
  });

  it('names no recording that was withheld: the papers made again say that something is left out', async () => {
    const found = await ready();
    const { desk, application, named, entry, words } = found;
    expect(await linesOf(desk, words)).toContain(named.reference);
    await desk.decide([named.id], { classification: 'sensitive', meetsTest: true });
    expect((await preview(found)).problems).toEqual([expect.stringContaining('withheld after its papers')]);
    await makePapers(desk, application);
    const again = await wordsOf(desk);
    const lines = await linesOf(desk, again);
    expect(lines).not.toContain(named.reference);
    expect(lines).toContain('what is left out');
    expect(lines).toContain(SAID);
    await decideWords(desk, sealer, again);
    expect((await preview(found)).problems).toEqual([]);
    await desk.decide([await itemOf(desk, entry)], { classification: 'sensitive', meetsTest: true });
    await makePapers(desk, application);
    expect(await linesOf(desk, await wordsOf(desk))).toContain('Time left out (ask the disclosure officer)');
  });

  it('is of the newest finished version, and takes the place of none of another application', async () => {
    const found = await ready();
    const { desk, application, words, occasion } = found;
    const old = await desk.bundle(sealer, 'order', { application });
    const body = complete(occasion);
    const begun = await desk.post(desk.ofCase('applications'), { ...body, finished: true });
    const another = String(begun['id']);
    await makePapers(desk, another);
    await decideWords(desk, sealer, await wordsOf(desk, [words]));
    const wanted = { kind: 'order', application: another };
    expect((await preview({ desk, application: another })).problems).toEqual([]);
    const refused = await desk.client.call('POST', desk.ofCase('bundles'), { ...wanted, supersedes: old });
    expect(refused.json()).toMatchObject({ status: 409, code: 'cannot-supersede' });
    const replacing = { supersedes: old };
    expect(await forged(found, words, { ...replacing, of: another })).toMatch(/of another application/);
    expect(await forged(found, words, replacing)).toBe('done');
    // Asked for before the next version is finished.
    const { id } = await desk.post(desk.ofCase('bundles'), { kind: 'order', application, supersedes: old });
    await desk.post(`/api/v1/applications/${application}/versions`, { ...body, finished: false });
    expect((await preview(found)).problems).toEqual([]);
    const { rows } = await world.admin.query<{ id: string }>(
      'SELECT id FROM lintel.order_application WHERE goes_on_from = $1',
      [application],
    );
    const next = `/api/v1/applications/${rows[0]?.id ?? ''}/versions`;
    await desk.post(next, { ...body, finished: true });
    expect((await preview(found)).problems).toEqual([expect.stringContaining('A later version')]);
    await expect(worker.query(SEAL, [id])).rejects.toThrow(/not what its application names any more/);
    expect(await forged(found, words)).toMatch(NOT_NAMED);
  });

  it('has a number of its own also beside those that were the court’s while the migration was taken back', async () => {
    const { desk, application } = await ready();
    const wanted = { kind: 'order', application };
    const { id } = await desk.post(desk.ofCase('bundles'), wanted);
    await world.admin.query(
      `UPDATE lintel.bundle SET kind = 'court', application_id = NULL, number = 6 WHERE id = $1`,
      [id],
    );
    const next = await desk.post(desk.ofCase('bundles'), wanted);
    expect((await desk.get(`/api/v1/bundles/${String(next['id'])}`))['number']).toBe(7);
  });

  it('is not sealed once the occasion does not count any more', async () => {
    const { desk, application, occasion } = await ready();
    const { id } = await desk.post(desk.ofCase('bundles'), { kind: 'order', application });
    await desk.post(`/api/v1/occasions/${occasion}/decisions`, { counts: false, reason: 'The postman' }, 204);
    await expect(worker.query(SEAL, [id])).rejects.toThrow(/not what its application names any more/);
    await sealer.seal(String(id), { last: true }).catch(() => undefined);
    expect(await stateOf(desk, String(id))).toBe('refused');
  });
});

describe('the database itself, whatever the code says', () => {
  it('takes what the application names, and nothing else', async () => {
    const found = await ready();
    const { desk, named, other, words } = found;
    const unused = await seedItem(world, desk.home, desk.officer.id);
    await desk.decide([unused.id], { classification: 'unused', meetsTest: true });
    expect([await forged(found, named.id), await forged(found, words)]).toEqual(['done', 'done']);
    expect(await forged(found, other.id)).toMatch(NOT_NAMED);
    expect(await forged(found, unused.id)).toMatch(NOT_NAMED);
    expect(await forged(found, words, { kind: 'court', of: null })).toMatch(/must not go into that bundle/);
    // Of an unfinished version, of none, and of somebody else's.
    const draft = await desk.post(desk.ofCase('applications'), {
      acts: [{ occasion: found.occasion, words: '' }],
    });
    expect(await forged(found, named.id, { of: String(draft['id']) })).toMatch(NOT_NAMED);
    expect(await forged(found, named.id, { of: null })).toMatch(/bundle_of_application/);
    expect(await forged(found, named.id, { kind: 'court' })).toMatch(/bundle_of_application/);
    const stranger = await applied(world);
    expect(await forged(found, named.id, { of: stranger.application })).toMatch(/bundle_application/);
    // The occasion was put together otherwise after the version was saved.
    await desk.post(`/api/v1/occasions/${found.occasion}/parts`, { clips: [unused.id], incidents: [] }, 204);
    await desk.decide([unused.id], { classification: 'evidence' });
    expect(await forged(found, unused.id)).toMatch(NOT_NAMED);
  });

  it('takes nothing sensitive, unused, under review, erased, or whole where a redaction was chosen', async () => {
    const found = await ready();
    const { desk, named, words } = found;
    for (const classification of ['sensitive', 'unused'] as const) {
      await desk.decide([named.id], { classification, meetsTest: true });
      expect(await forged(found, named.id)).toMatch(/may not go|must not go/);
    }
    await desk.decide([named.id], { classification: 'evidence' });
    await desk.decide([words], { classification: 'sensitive', meetsTest: true });
    expect(await forged(found, words)).toMatch(/must not go/);
    const { redact, choose } = deciding(world, desk.home, desk.officer.id, Buffer.from(''));
    await choose(named.id, await redact(named.id));
    expect(await forged(found, named.id)).toMatch(/goes otherwise/);
    await choose(named.id, null);
    expect(await forged(found, named.id)).toBe('done');
    await world.admin.query('UPDATE lintel.clip SET erased_at = now() WHERE id = $1', [named.id]);
    expect(await forged(found, named.id)).toMatch(/has been erased/);
    await world.admin.query('UPDATE lintel.clip SET erased_at = NULL WHERE id = $1', [named.id]);
    await desk.review();
    expect(await forged(found, named.id)).toMatch(/must not go/);
  });

  it('takes no schedule, and is not sealed without the application in the first place', async () => {
    const found = await ready();
    const { desk, application, named } = found;
    await desk.makeForm('MG12');
    const { id } = await desk.post(desk.ofCase('bundles'), { kind: 'order', application });
    const session = await officerSession(world.admin, desk.officer.id);
    const schedule = `INSERT INTO lintel.bundle_schedule (bundle_id, schedule_id)
      SELECT $1, s.id FROM lintel.schedule s WHERE s.investigation_id = $2 AND s.form = 'MG12'`;
    await expect(
      inScope(workspace, 'officer', session, () => workspace.query(schedule, [id, desk.home.investigation])),
    ).rejects.toThrow(/no schedule goes/);
    const entry = `INSERT INTO lintel.bundle_entry (bundle_id, position, path, size, crc32, sha256, object_key)
      VALUES ($1, 1, 'data/schedules/MG12.pdf', 1, 1, repeat('0', 64), 'x')`;
    await expect(worker.query(entry, [id])).rejects.toThrow(/must not go into a bundle of an application/);
    const first =
      'UPDATE lintel.bundle_item SET position = position + 10 WHERE bundle_id = $1 AND clip_id <> $2';
    await world.admin.query(first, [id, named.id]);
    await expect(worker.query(SEAL, [id])).rejects.toThrow(/not what its application names/);
  });
});

import { createHash, randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalise } from '../../../src/custody';
import type { JsonObject } from '../../../src/kernel/json';
import { londonDay } from '../../../src/kernel/london-day';
import { tagFiles, verifyPath } from '../../../src/verifier';
import { AGREED, STREET, TESTED } from '../../factories/person-request';
import { buildVerifier } from '../../support/verifier-build';
import { openWorld, type World } from '../workspace/world';
import { Desk } from './desk';
import {
  everything,
  filesOf,
  foundIn,
  openSealer,
  run,
  seedCopy,
  seedItem,
  unzip,
  type Sealer,
} from './support';
import { seedEntry, writtenItems } from './words';

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

const OPEN = 'He stood at the gate for an hour and would not leave';
const CLOSED = 'He told me that he knows which refuge I moved to';

async function decided(desk: Desk, id: string, more: object = {}): Promise<void> {
  await desk.decide([id], {
    classification: 'unused',
    meetsTest: true,
    originalToDefence: true,
    description: 'Account of the complainant, 3 November 2026',
    ...more,
  });
  await sealer.lock(id);
}

describe('what is written in an investigation', () => {
  it('is on the list of items to decide, without anybody adding it: entries, messages, notes, and notes of officers', async () => {
    const desk = await Desk.open(world);
    const clip = await seedItem(world, desk.home, desk.officer.id);
    const { admin } = world;
    await seedEntry(desk, OPEN, { number: 1 });
    await admin.query(
      `INSERT INTO lintel.marker (id, clip_id, text, author_id) VALUES ($1, $2, 'He waits', $3)`,
      [randomUUID(), clip.id, desk.officer.id],
    );
    await admin.query(
      `INSERT INTO lintel.note (id, invitation_id, clip_id, kind, officer_id) VALUES ($1, $2, $3, 'have-it', $4)`,
      [randomUUID(), desk.home.invitation, clip.id, desk.officer.id],
    );
    await admin.query(
      `WITH safe AS (INSERT INTO lintel.safe_contact (invitation_id, do_not_contact, channel, address, days, from_hour, to_hour, never, ask, officer_id)
         VALUES ($1, false, 'email', 'victim@mail.example', '{1,2,3,4,5,6,7}', '00:00', '24:00', '', '', $3) RETURNING id)
       INSERT INTO lintel.message (id, invitation_id, investigation_id, kind, channel, address, safe_contact_id, requested_by, key, state, body)
         SELECT $4::uuid, $1, $2, 'look', 'email', 'victim@mail.example', safe.id, $3, $4::uuid, 'delivered', 'There is something new' FROM safe`,
      [desk.home.invitation, desk.home.investigation, desk.officer.id, randomUUID()],
    );
    const listed = await writtenItems(desk);
    expect(listed.map(({ written }) => written?.kind).sort()).toEqual([
      'clip-notes',
      'incident',
      'message',
      'note',
    ]);
    expect(listed.every(({ stands, locked }) => !stands && !locked)).toBe(true);
    // Opened again, the list holds the same items, and footage is listed without them.
    expect((await writtenItems(desk)).map(({ id }) => id)).toEqual(listed.map(({ id }) => id));
    const clips = await desk.get<{ items: { id: string }[] }>(desk.ofCase('clips'));
    expect(clips.items.map(({ id }) => id)).toEqual([clip.id]);
    const message = listed.find(({ written }) => written?.kind === 'message')?.id ?? '';
    const read = await desk.get<JsonObject>(`/api/v1/written/${message}`);
    expect(JSON.stringify(read)).toContain('There is something new');
    expect(JSON.stringify(read)).not.toContain('victim@mail.example');
  });

  it('calls no note to another person one to the victim', async () => {
    const desk = await Desk.open(world);
    const clip = await seedItem(world, desk.home, desk.officer.id);
    const { admin } = world;
    await admin.query(`UPDATE lintel.invitation SET holder = 'neighbour' WHERE id = $1`, [
      desk.home.invitation,
    ]);
    await admin.query(
      `INSERT INTO lintel.note (id, invitation_id, clip_id, kind, officer_id) VALUES ($1, $2, $3, 'ask-original', $4)`,
      [randomUUID(), desk.home.invitation, clip.id, desk.officer.id],
    );
    const [note] = await writtenItems(desk);
    const read = JSON.stringify(await desk.get(`/api/v1/written/${note?.id ?? ''}`));
    expect(read).toContain('Note to the person who sent it, of ');
    expect(read).toContain('if the person still has it');
    expect(read).not.toContain('the victim');
    await decided(desk, note?.id ?? '');
    const { id } = await desk.makeForm('MG6C');
    const form = JSON.stringify(await desk.get(`/api/v1/schedules/${String(id)}`));
    expect(form).toContain('Note left for the person who sent an item');
    expect(form).not.toContain('the victim');
  });

  it('has what other people were asked, with the test and the notice, and nothing of who they are', async () => {
    const desk = await Desk.open(world);
    const who = { personName: 'Nia Bour', organisation: 'Bour Support', ask: 'Ask Sam on 0191 496 0000.' };
    const test = { ...TESTED, told: 'later', toldWords: 'She is away' };
    const ask = (more: object) =>
      desk.post(desk.ofCase('requests'), { ...STREET, ...who, holder: 'advocate', test: null, ...more });
    const { id: link } = await ask({ asked: OPEN });
    const { id: about } = await ask({ asked: CLOSED, test, agreesFor: AGREED });
    const read = async (id = ''): Promise<string> => JSON.stringify(await desk.get(`/api/v1/written/${id}`));
    const [open, closed, ...none] = await writtenItems(desk);
    expect([open?.written?.kind, closed?.written?.kind, none]).toEqual(['request', 'request', []]);
    expect(await read(open?.id)).toContain('Their own footage, given freely');
    const words = [
      CLOSED,
      STREET.reason,
      TESTED.enquiry,
      `Asked: ${TESTED.viewsWords}`,
      'Later: She is away',
      `Asked: ${AGREED.ownViewsWords}`,
      ...[AGREED.nobodyCloser, `Later: ${AGREED.parentWords}`],
    ];
    expect(foundIn(await read(closed?.id), ...words, ...Object.values(who), 'dvocate')).toEqual(words);
    await decided(desk, open?.id ?? '');
    const sensitive = { classification: 'sensitive', originalToDefence: false };
    await decided(desk, closed?.id ?? '', { ...sensitive, reason: 'Tells where the complainant lives' });
    await desk.makeForms();
    const forms = await desk.get<{ items: { id: string; form: string }[] }>(desk.ofCase('schedules'));
    const form = async (name: string): Promise<string> =>
      JSON.stringify(
        await desk.get(`/api/v1/schedules/${forms.items.find((one) => one.form === name)?.id ?? ''}`),
      );
    for (const name of ['MG6C', 'MG6D'])
      expect(await form(name)).toContain('Record of a request to another person');
    const { bag, remove } = await unzip((await desk.download(await desk.bundle(sealer, 'defence'))).bytes);
    expect((await verifyPath(bag)).text).toMatch(/^Proven:/);
    const said = [CLOSED, TESTED.enquiry, AGREED.ownViewsWords];
    const hidden = [...said, ...Object.values(who), String(link), String(about)];
    expect(foundIn(await everything(bag), OPEN, ...hidden)).toEqual([OPEN]);
    await remove();
    // A notice that was given after the decision is another version, to be decided about.
    const { items } = await desk.get<{ items: { id: string }[] }>(
      `/api/v1/invitations/${String(about)}/requests`,
    );
    const notice = { request: items[0]?.id, givenOn: londonDay(new Date()), words: 'By letter' };
    await desk.post(`/api/v1/invitations/${String(about)}/victim-notices`, notice, 204);
    // Both stand at the same time on the list, in no order of their own.
    const versions = (await writtenItems(desk)).filter(({ id }) => id !== open?.id);
    const [before, now] = versions.sort(
      (one, other) => (one.written?.version ?? 0) - (other.written?.version ?? 0),
    );
    expect([before?.stands, now?.stands, now?.written?.version]).toEqual([false, false, 2]);
    expect(await read(now?.id)).toContain('By letter');
  });

  it('keeps a form and a bundle from being made as if it were not there', async () => {
    const desk = await Desk.open(world);
    const clip = await seedItem(world, desk.home, desk.officer.id);
    await seedCopy(world, clip);
    await desk.decide([clip.id], { classification: 'evidence' });
    await seedEntry(desk, OPEN, { number: 1 });
    await desk.makeForms();
    const preview = await desk.post(desk.ofCase('bundles/preview'), { kind: 'defence' }, 200);
    expect(preview['withheld']).toContainEqual(
      expect.objectContaining({ what: 'whole item', why: 'not decided yet' }),
    );
  });

  it('becomes a locked file whose words anyone can check against the log; what is withheld is nowhere in it', async () => {
    const desk = await Desk.open(world);
    await seedEntry(desk, OPEN, { number: 1 });
    await seedEntry(desk, CLOSED, { number: 2 });
    const [first, second] = await writtenItems(desk);
    await decided(desk, first?.id ?? '');
    await decided(desk, second?.id ?? '', {
      ...{
        classification: 'sensitive',
        originalToDefence: false,
        reason: 'Tells where the complainant lives',
      },
    });
    await desk.makeForms();
    const bags = [];
    for (const kind of ['prosecution', 'defence']) {
      const { bytes } = await desk.download(await desk.bundle(sealer, kind));
      bags.push(await unzip(bytes));
    }
    const [prosecution, defence] = bags as [(typeof bags)[0], (typeof bags)[0]];
    for (const { bag } of bags) expect((await verifyPath(bag)).text).toMatch(/^Proven:/);
    expect(foundIn(await everything(prosecution.bag), OPEN, CLOSED)).toEqual([OPEN, CLOSED]);
    expect(
      foundIn(
        await everything(defence.bag),
        ...[
          OPEN,
          CLOSED,
          second?.id ?? '',
          'Diary entry',
          'victim@mail.example',
          'where the complainant lives',
        ],
      ),
    ).toEqual([OPEN]);
    expect(await filesOf(join(defence.bag, 'data/originals'))).toEqual(['MG6C-1/MG6C-1.pdf']);
    const openings = (await readFile(join(defence.bag, 'data/custody/MG6C-1/openings.jsonl'), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { field: string; value: JsonObject });
    expect(openings.map(({ field }) => field)).toEqual(['words']);
    const words = openings[0]?.value ?? {};
    const { stdout } = await run('pdftotext', [join(defence.bag, 'data/originals/MG6C-1/MG6C-1.pdf'), '-']);
    const digest = createHash('sha256').update(canonicalise(words)).digest('hex');
    expect(stdout.replaceAll(/\s/g, '')).toContain(digest);
    for (const { remove } of bags) await remove();
  });

  it('goes to the defence whole or not at all', async () => {
    const desk = await Desk.open(world);
    await seedEntry(desk, OPEN, { number: 1 });
    const [entry] = await writtenItems(desk);
    await decided(desk, entry?.id ?? '', { originalToDefence: false });
    await desk.makeForms();
    const preview = await desk.post(desk.ofCase('bundles/preview'), { kind: 'defence' }, 200);
    expect(preview['problems']).toEqual([
      expect.stringMatching(/^MG6C\/1 is written: it goes whole or not at all/),
    ]);
  });

  it('is decided again when the victim has added to it, and no bundle holds it until then', async () => {
    const desk = await Desk.open(world);
    const first = await seedEntry(desk, OPEN, { number: 1 });
    const [entry] = await writtenItems(desk);
    await decided(desk, entry?.id ?? '');
    await desk.makeForms();
    const asked = await desk.post(desk.ofCase('bundles'), { kind: 'defence' });
    await seedEntry(desk, 'He came back the next day', { number: 2, follows: first });
    expect((await writtenItems(desk)).map(({ stands }) => stands)).toEqual([false, false]);
    // Also one that was asked for before.
    await sealer.seal(String(asked['id']));
    expect(await desk.get(`/api/v1/bundles/${String(asked['id'])}`)).toMatchObject({ state: 'refused' });
    await decided(desk, entry?.id ?? '');
    expect((await writtenItems(desk)).map(({ stands }) => stands)).toEqual([true, false]);
  });

  it('that changes after a decision is another item: the decision stays with the words that it was about', async () => {
    const desk = await Desk.open(world);
    const clip = await seedItem(world, desk.home, desk.officer.id);
    const remark = (text: string) =>
      world.admin.query(`INSERT INTO lintel.marker (id, clip_id, text, author_id) VALUES ($1, $2, $3, $4)`, [
        ...[randomUUID(), clip.id, text, desk.officer.id],
      ]);
    await remark('He waits');
    await writtenItems(desk);
    await remark('He rings');
    const [notes, ...none] = await writtenItems(desk);
    expect(none).toEqual([]);
    await decided(desk, notes?.id ?? '');
    await remark('He shouts');
    const versions = (await writtenItems(desk)).map(({ written, stands }) => [written?.version, stands]);
    expect(versions.sort()).toEqual([
      [1, false],
      [2, false],
    ]);
    const before = JSON.stringify(await desk.get(`/api/v1/written/${notes?.id ?? ''}`));
    expect(foundIn(before, 'He waits', 'He rings', 'He shouts')).toEqual(['He waits', 'He rings']);
  });

  it('cannot be decided about before its words are fixed, whatever a process writes', async () => {
    const desk = await Desk.open(world);
    await seedEntry(desk, OPEN, { number: 1 });
    const [entry] = await writtenItems(desk);
    await expect(
      world.admin.query(
        `INSERT INTO lintel.decision (id, investigation_id, clip_id, classification, meets_test, original_to_defence, description, reason, decided_by)
         VALUES ($1, $2, $3, 'unused', true, false, 'x', 'y', $4)`,
        [randomUUID(), desk.home.investigation, entry?.id, desk.officer.id],
      ),
    ).rejects.toMatchObject({ code: 'LN016' });
  });

  it('opens on a page of its own, also where it is listed among other items', async () => {
    const desk = await Desk.open(world);
    await seedEntry(desk, OPEN, { number: 1 });
    const [entry] = await writtenItems(desk);
    const led = await desk.client.page(`/clips/${entry?.id ?? ''}`);
    expect([led.status, led.headers.get('location')]).toEqual([303, `/written/${entry?.id ?? ''}`]);
    const page = await desk.client.page(`/written/${entry?.id ?? ''}`);
    expect([
      page.text.includes(OPEN),
      page.text.includes('Nothing has been decided about these words yet'),
    ]).toEqual([true, true]);
  });

  it('is not reached by an officer of another investigation', async () => {
    const [desk, other] = [await Desk.open(world), await Desk.open(world)];
    await seedEntry(desk, OPEN, { number: 1 });
    const [entry] = await writtenItems(desk);
    expect((await other.client.call('GET', `/api/v1/written/${entry?.id ?? ''}`)).status).toBe(404);
  });
});

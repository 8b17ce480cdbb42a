import { Client } from 'pg';
import type { SinceSealed } from '../../../src/features/disclosure';
import { Desk } from '../disclosure/desk';
import { secretOf } from '../workspace/client';
import { give, openIssueWorld, Recipient, type IssueWorld } from '../issue/bench';
import { seedFilm } from '../watching/film';
import { openRedactionMaker, type RedactionMaker } from './maker';

let home: IssueWorld;
let maker: RedactionMaker;
beforeAll(async () => {
  home = await openIssueWorld();
  maker = await openRedactionMaker(home.world);
});
afterAll(async () => {
  await maker.close();
  await home.close();
});

const EDITS = {
  masks: [
    {
      ...{ shape: 'rectangle', kind: 'solid', reason: 'house-number', from: 1, to: 45 },
      keys: [{ frame: 1, x: 20, y: 20, w: 60, h: 40 }],
    },
  ],
  sound: [],
  trim: null,
};
const REFUSED = 'The redacted copy of AB/1 that was chosen (version 1) may not go any more';

/** A case of one exhibit that goes as its approved copy. */
async function redacted(): Promise<{ desk: Desk; copy: string }> {
  const desk = await Desk.open(home.world);
  const clip = await seedFilm(home.world, desk.home, 'h264', '12 Elm Row.mp4');
  const words = { initials: 'AB', producerName: 'Ann Bell', description: 'The street' };
  await desk.post(`/api/v1/clips/${clip.id}/accept`, words);
  const { id } = await desk.post(`/api/v1/clips/${clip.id}/redactions`, { base: 0, edits: EDITS }, 202);
  const copy = String(id);
  await maker.make(copy);
  await desk.post(`/api/v1/redactions/${copy}/viewings`, {});
  await review(desk, copy, 'approved');
  await desk.decide([clip.id], { classification: 'evidence', description: '' });
  await desk.makeForms();
  const choice = { redaction: copy, reason: 'The number shows' };
  await desk.post(`/api/v1/clips/${clip.id}/redaction-choice`, choice, 204);
  return { desk, copy };
}

const review = (desk: Desk, copy: string, outcome: string) =>
  desk.post(`/api/v1/redactions/${copy}/review`, { outcome, reason: 'Gone through' }, 204);

/** A ticket for a copy, by whoever has broken into the process of the officers, with the session of the one who acts there. */
async function takenPast(desk: Desk, bundle: string): Promise<unknown> {
  const process = new Client({ connectionString: home.world.database.urls.workspace });
  await process.connect();
  try {
    await process.query('BEGIN');
    await process.query(`SELECT scope.open('officer', '${secretOf(desk.client)}')`);
    return await process.query(
      `INSERT INTO lintel.bundle_ticket (id, bundle_id, officer_id, reason, expires_at)
       VALUES (gen_random_uuid(), $1, $2, 'x', now() + interval '1 hour')`,
      [bundle, desk.officer.id],
    );
  } finally {
    await process.end();
  }
}

it('a copy that was refused after the seal goes to nobody any more, and the page of the bundle says so', async () => {
  const { desk, copy } = await redacted();
  const bundle = await desk.bundle(home.sealer, 'defence');
  const made = { desk, bundle };
  const since = async () => (await desk.get<{ since: SinceSealed }>(`/api/v1/bundles/${bundle}`)).since;
  const page = async () => (await desk.client.page(`/bundles/${bundle}`)).text;
  const defence = { recipientKind: 'defence' };
  const { id, link, code } = await give(made, defence);
  const recipient = new Recipient(home.intake);
  expect((await recipient.enter(link, code)).status).toBe(303);
  expect((await recipient.bytes()).status).toBe(200);
  expect(await since()).toMatchObject({ inTheWay: [], refused: [] });

  const begun = await desk.post(`/api/v1/bundles/${bundle}/downloads`, { reason: 'For the file' });
  await review(desk, copy, 'refused');
  const now = await since();
  expect(now.refused).toEqual(['AB/1']);
  expect(now.inTheWay.join()).toContain(REFUSED);
  expect(await page()).not.toContain('it would hold the same');
  expect(await page()).toContain('It holds what was refused since: AB/1.');
  // By no link that was given, of a session that goes on or of a new one.
  expect((await recipient.bytes()).status).not.toBe(200);
  expect((await new Recipient(home.intake).enter(link, code)).status).not.toBe(303);
  // Nor by a new one, over the API, on the page or past both.
  const issue = { ...defence, recipientName: 'Quill', days: '7' };
  const at = `/bundles/${bundle}/issues`;
  const answer = await desk.client.call('POST', `/api/v1${at}`, { ...issue, days: 7 });
  expect(answer.json()).toMatchObject({ status: 409, code: 'holds-refused' });
  expect((await desk.client.form(at, issue)).text).toContain('is given to nobody: AB/1.');
  const renewed = await desk.client.call('POST', `/api/v1/issues/${id}/renew`, { days: 7 });
  expect(renewed.json().code).toBe('holds-refused');
  await expect(
    home.world.admin.query(
      `INSERT INTO lintel.bundle_issue (id, bundle_id, investigation_id, recipient_kind, recipient_name, token_hash, code_hash,
         expires_at, issued_by)
       SELECT gen_random_uuid(), bundle_id, investigation_id, recipient_kind, recipient_name, sha256('x'), code_hash, expires_at, issued_by
         FROM lintel.bundle_issue WHERE id = $1`,
      [id],
    ),
  ).rejects.toMatchObject({ code: 'LN014' });

  // Nor does an officer take it away to hand it over: by no copy that was begun, nor by a new one.
  expect((await desk.client.call('GET', String(begun['archiveUrl']))).status).toBe(404);
  const { rows: going } = await home.world.admin.query<{ on: boolean }>(
    'SELECT lintel.may_go_on($1, $2) AS "on"',
    [secretOf(desk.client), begun['id']],
  );
  expect(going[0]?.on).toBe(false);
  const copyAt = `/bundles/${bundle}/downloads`;
  const another = await desk.client.call('POST', `/api/v1${copyAt}`, { reason: 'For the file' });
  expect(another.json()).toMatchObject({ status: 409, code: 'holds-refused' });
  expect((await desk.client.form(copyAt, { reason: 'For the file' })).text).toContain('to nobody: AB/1.');
  expect(await page()).not.toContain(`action="${copyAt}"`);
  await expect(takenPast(desk, bundle)).rejects.toMatchObject({ code: '42501' });

  // A person who finds it right after all opens it again.
  await review(desk, copy, 'approved');
  expect(await since()).toMatchObject({ inTheWay: [], refused: [] });
  expect((await new Recipient(home.intake).enter(link, code)).status).toBe(303);
  expect((await desk.download(bundle)).answer.status).toBe(200);
  await expect(takenPast(desk, bundle)).resolves.toBeDefined();
});

it('the prosecutor, who has the recording itself, is given the bundle all the same', async () => {
  const { desk, copy } = await redacted();
  const bundle = await desk.bundle(home.sealer, 'prosecution');
  await review(desk, copy, 'refused');
  await give({ desk, bundle }, { recipientKind: 'cps' });
  expect((await desk.get<{ since: SinceSealed }>(`/api/v1/bundles/${bundle}`)).since.refused).toEqual([]);
});

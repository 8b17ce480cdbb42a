import { randomUUID } from 'node:crypto';
import type { Officer } from '../../../src/features/identity';
import type { IntakeVisitor } from './her-notes';
import { herNotes } from './her-notes';
import { signedIn, type OfficerClient } from './client';
import {
  openWorld,
  seedCase,
  seedClip,
  seedRendition,
  type Case,
  type SeededClip,
  type World,
} from './world';
import { NO_SECRET } from '../../factories/secrets';

let world: World;
let officer: Officer;
let client: OfficerClient;
let colleague: OfficerClient;
beforeAll(async () => {
  world = await openWorld({ LIMIT_CLIPS_TOGETHER: '5' });
  officer = await world.officer();
  client = await signedIn(world, officer);
  colleague = await signedIn(world, officer);
});
afterAll(() => world.close());

const acceptance = { initials: 'AB', producerName: 'Ann Bell', description: 'A man at the door' };
const image = { bytes: Buffer.from('a picture'), contentType: 'image/jpeg' };

/** Clips that can be watched and have a contact sheet. */
async function watchable(into: Case, count: number): Promise<SeededClip[]> {
  const clips: SeededClip[] = [];
  for (let n = 0; n < count; n += 1) {
    const clip = await seedClip(world, into, { bytes: Buffer.from(`clip ${n}`), name: `clip ${n}.mp4` });
    await seedRendition(world, clip, 'proxy', { bytes: Buffer.from('proxy'), contentType: 'video/mp4' });
    await seedRendition(world, clip, 'contact-sheet', image);
    clips.push(clip);
  }
  return clips;
}

async function eventsOf(id: string): Promise<string[]> {
  const { rows } = await world.admin.query<{ type: string }>(
    `SELECT event::jsonb->>'type' AS type FROM custody.record WHERE subject = 'clip:' || $1 ORDER BY seq`,
    [id],
  );
  return rows.map(({ type }) => type);
}

const together = (home: Case, verb: 'accept' | 'decline', clips: string[], by = client) =>
  by.call('POST', `/api/v1/submissions/${home.submission}/${verb}`, {
    ...(verb === 'accept' ? acceptance : { reason: 'The street only', note: 'not-needed' }),
    clips,
  });

interface Registered {
  readonly items: readonly { readonly clipId: string; readonly reference: string }[];
}
const references = (text: string): string[] =>
  (JSON.parse(text) as Registered).items.map(({ reference }) => reference);

describe('the queue', () => {
  it('says of a clip without a picture why there is none, and of a new one that it is being made ready', async () => {
    const home = await seedCase(world, officer.id);
    const [dark, fresh] = [await seedClip(world, home), await seedClip(world, home)];
    await seedRendition(world, dark, 'proxy', { why: 'The file holds text, not a picture.' });
    expect((await client.page(`/clips/${dark.id}/triage`)).text).toContain(
      '<strong>There is no picture.</strong> The file holds text, not a picture.',
    );
    expect((await client.page(`/clips/${fresh.id}/triage`)).text).toContain(
      'The viewing copy is being made.',
    );
  });

  it('goes from clip to clip by plain forms, opens each contact sheet as one logged look, and ends where it began', async () => {
    const home = await seedCase(world, officer.id);
    const [one, two] = await watchable(home, 2);
    const begun = await client.form(`/investigations/${home.investigation}/triage`, {});
    const address = begun.headers.get('location') ?? '';
    expect(address).toMatch(new RegExp(`^/clips/${one?.id}/triage\\?viewing=`));
    const page = await client.page(address);
    expect(page.text).toMatch(
      /<img class="lintel-sheet"[^>]* src="\/api\/v1\/viewings\/[0-9a-f-]+\/content"/,
    );
    await client.page(address);
    expect((await eventsOf(one?.id ?? '')).filter((type) => type === 'viewed')).toHaveLength(1);

    const accepted = await client.form(`/clips/${one?.id}/triage/accept`, acceptance);
    expect(accepted.headers.get('location')).toMatch(new RegExp(`^/clips/${two?.id}/triage\\?viewing=`));
    const proposal = await client.page(`/clips/${two?.id}/triage`);
    expect(proposal.text).toContain('value="Ann Bell"');
    expect(proposal.text).toContain('value="AB"');
    const declined = await client.form(`/clips/${two?.id}/triage/decline`, {
      reason: 'Nobody',
      note: 'none',
    });
    expect(declined.headers.get('location')).toBe(
      `/investigations/${home.investigation}?last=${two?.id}#triage`,
    );
    expect((await client.page(declined.headers.get('location') ?? '')).text).toContain('Undo the decline');
  });

  it('shows a photograph as a picture, and says of any other why there is none', async () => {
    const home = await seedCase(world, officer.id);
    const media = { kind: 'picture', width: 640, height: 480, mime: 'image/jpeg', orientation: 1, frames: 1 };
    const photo = await seedClip(world, home, { name: 'gate.jpg', kind: 'image/jpeg', media });
    await seedRendition(world, photo, 'proxy', image);
    await seedRendition(world, photo, 'contact-sheet', image);
    const broken = await seedClip(world, home, { name: 'broken.jpg', kind: 'image/jpeg' });
    await seedRendition(world, broken, 'proxy', { why: 'The <picture> is damaged.' });

    const page = (await client.page(`/clips/${photo.id}/triage`)).text;
    expect(page).toContain('Show the picture');
    expect(page).toContain('640 × 480, image/jpeg');
    expect(page).not.toContain('Watch the clip');
    const clip = (await client.page(`/clips/${photo.id}`)).text;
    expect(clip).toContain('Show the picture');
    expect(clip).not.toContain('Frame of the note');
    expect((await client.page(`/clips/${broken.id}/triage`)).text).toContain(
      '<strong>There is no picture.</strong> The &lt;picture&gt; is damaged.',
    );
  });

  it('keeps what was typed when something is missing, and names it', async () => {
    const home = await seedCase(world, officer.id);
    const [clip] = await watchable(home, 1);
    const answer = await client.form(`/clips/${clip?.id}/triage/accept`, {
      ...acceptance,
      description: '',
      producerName: 'Bea Carr',
    });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('value="Bea Carr"');
    expect(answer.text).toContain('href="#accept-description"');
  });

  it('proposes the producer of the same private link, not of another one in the same investigation', async () => {
    const home = await seedCase(world, officer.id);
    const [first] = await watchable(home, 1);
    await client.call('POST', `/api/v1/clips/${first?.id}/accept`, acceptance);
    const [hers] = await watchable(home, 1);
    const place = async (id?: string): Promise<{ producer: unknown }> =>
      JSON.parse((await client.call('GET', `/api/v1/clips/${id}/queue`)).text) as { producer: unknown };
    expect((await place(hers?.id)).producer).toEqual({ producerName: 'Ann Bell', initials: 'AB' });
    const neighbour = await secondLink(home);
    const [other] = await watchable(neighbour, 1);
    expect((await place(other?.id)).producer).toBeNull();
  });
});

/** Another person's link into the same investigation, with a sending. */
async function secondLink(home: Case): Promise<Case> {
  const [invitation, submission] = [randomUUID(), randomUUID()];
  await world.admin.query(
    `INSERT INTO lintel.invitation (id, investigation_id, token_hash, code_hash, expires_at, created_by)
     VALUES ($1::uuid, $2, sha256($1::uuid::text::bytea), '${NO_SECRET}', now() + interval '90 days', $3)`,
    [invitation, home.investigation, officer.id],
  );
  await world.admin.query(
    `INSERT INTO lintel.submission (id, invitation_id, investigation_id, reference, state, sent_at)
     VALUES ($1, $2, $3, $4, 'sent', now())`,
    [submission, invitation, home.investigation, `T-${submission.slice(0, 8).toUpperCase()}`],
  );
  return { investigation: home.investigation, invitation, submission };
}

describe('deciding several together', () => {
  it('gives each its own reference and its own event, and closes the sending once', async () => {
    const home = await seedCase(world, officer.id);
    const clips = await watchable(home, 4);
    const ids = clips.map(({ id }) => id);
    const answer = await together(home, 'accept', ids.slice(0, 3));
    expect(answer.status).toBe(201);
    expect(references(answer.text)).toEqual(['AB/1', 'AB/2', 'AB/3']);
    for (const id of ids.slice(0, 3)) expect((await eventsOf(id)).at(-1)).toBe('exhibit-registered');
    expect((await together(home, 'decline', ids.slice(3))).status).toBe(204);
    expect((await eventsOf(ids[3] ?? '')).at(-1)).toBe('clip-declined');
    const { rows } = await world.admin.query<{ type: string }>(
      `SELECT event::jsonb->>'type' AS type FROM custody.record WHERE subject = 'investigation:' || $1`,
      [home.investigation],
    );
    expect(rows.filter(({ type }) => type === 'submission-accepted')).toHaveLength(1);
  });

  it('does all or nothing', async () => {
    const home = await seedCase(world, officer.id);
    const ids = (await watchable(home, 3)).map(({ id }) => id);
    await client.call('POST', `/api/v1/clips/${ids[1]}/accept`, acceptance);
    const answer = await together(home, 'accept', ids);
    expect([answer.status, answer.json().code]).toEqual([409, 'not-together']);
    expect(answer.json().detail).toContain('clip 1.mp4');
    for (const id of [ids[0], ids[2]]) expect((await eventsOf(id ?? '')).at(-1)).toBe('master-defined');
  });

  it('takes only plain clips: what differs from the sender’s device or has no picture wants a look of its own', async () => {
    const home = await seedCase(world, officer.id);
    const [fine, differs] = await watchable(home, 2);
    const dark = await seedClip(world, home, { bytes: Buffer.from('no film'), name: 'dark.mp4' });
    await world.admin.query(`UPDATE lintel.clip SET device_sha256 = repeat('0', 64) WHERE id = $1`, [
      differs?.id,
    ]);
    for (const other of [differs?.id, dark.id]) {
      expect((await together(home, 'accept', [fine?.id ?? '', other ?? ''])).json().code).toBe(
        'not-together',
      );
    }
    // To decline them is safe: they stay in the record as they are.
    expect((await together(home, 'decline', [differs?.id ?? '', dark.id])).status).toBe(204);
  });

  it('never reaches beyond the sending, is never empty, and has a limit', async () => {
    const [home, elsewhere] = [await seedCase(world, officer.id), await seedCase(world, officer.id)];
    const [here] = await watchable(home, 1);
    const [there] = await watchable(elsewhere, 1);
    expect((await together(home, 'accept', [here?.id ?? '', there?.id ?? ''])).status).toBe(404);
    expect((await together(home, 'decline', [])).json().code).toBe('nothing-picked');
    const six = Array.from({ length: 6 }, () => randomUUID());
    expect((await together(home, 'accept', six)).json().code).toBe('too-many-picked');
    const decide = (fields: Record<string, string>) =>
      client.form(`/submissions/${home.submission}/decide`, fields);
    const nothing = await decide({ ...acceptance, verb: 'accept' });
    expect(nothing.status).toBe(400);
    expect(nothing.text).toContain('href="#decide-clips"');
    // Neither chosen: nothing happens, and what was typed and ticked stays.
    const neither = await decide({ ...acceptance, reason: 'The street', clips: here?.id ?? '' });
    expect(neither.status).toBe(400);
    expect(neither.text).toContain('Choose what to do with them.');
    expect(neither.text).toContain('value="The street"');
    expect(neither.text).toMatch(new RegExp(`value="${here?.id}" checked`));
    expect((await eventsOf(here?.id ?? '')).at(-1)).toBe('master-defined');
    const declined = await decide({
      ...acceptance,
      verb: 'decline',
      reason: 'The street',
      note: 'none',
      clips: here?.id ?? '',
    });
    expect(declined.status).toBe(303);
  });

  it('never blocks, doubles or skips when colleagues decide overlapping clips at once', async () => {
    const home = await seedCase(world, officer.id);
    const ids = (await watchable(home, 12)).map(({ id }) => id);
    const rounds = Array.from({ length: 8 }, (_, n) => {
      const some = [0, 1, 2, 3].map((step) => ids[(n * 3 + step) % ids.length] ?? '');
      return together(home, 'accept', n % 2 === 0 ? some : some.reverse(), n % 2 === 0 ? client : colleague);
    });
    const singles = ids.map((id) => client.call('POST', `/api/v1/clips/${id}/accept`, acceptance));
    const answers = await Promise.all([...rounds, ...singles]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
    const { rows } = await world.admin.query<{ reference: string }>(
      'SELECT reference FROM lintel.exhibit WHERE investigation_id = $1',
      [home.investigation],
    );
    expect(rows.map(({ reference }) => Number(reference.split('/')[1])).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, place) => place + 1),
    );
  });
});

describe('what the sender finds on their own pages', () => {
  let her: IntakeVisitor;
  beforeAll(async () => {
    her = await herNotes(world);
  });
  afterAll(() => her.close());

  it('is the kind note that was chosen, never the reason, and only on her own link', async () => {
    const [home, other] = [await seedCase(world, officer.id), await seedCase(world, officer.id)];
    const [quiet, clip] = await watchable(home, 2);
    const secret = 'The man is known from another case';
    await client.call('POST', `/api/v1/clips/${clip?.id}/decline`, { reason: secret, note: 'have-it' });
    await client.call('POST', `/api/v1/clips/${quiet?.id}/decline`, { reason: secret });
    expect(await her.notes(home)).toEqual([{ clipId: clip?.id, kind: 'have-it', make: null }]);
    expect(await her.notes(other)).toEqual([]);
    expect(await her.everything(home)).not.toContain(secret);
  });

  it('is put away by her alone, and by no other link', async () => {
    const [home, other] = [await seedCase(world, officer.id), await seedCase(world, officer.id)];
    const [, clip] = await watchable(home, 2);
    await client.call('POST', `/api/v1/clips/${clip?.id}/decline`, { reason: 'x', note: 'have-it' });
    expect(await her.putAway(home, other)).toBe(true);
    expect(await her.putAway(home, home)).toBe(false);
    expect(await her.putAway(home, home)).toBe(false);
    expect(await her.notes(home)).toHaveLength(1);
  });

  it('says how to save it for the make that she named, when the file does not tell', async () => {
    const home = await seedCase(world, officer.id);
    const [said, unsure] = await watchable(home, 2);
    await world.admin.query(
      `INSERT INTO lintel.make_answer (clip_id, make) VALUES ($1, 'blink'), ($1, 'eufy'), ($2, 'unknown')`,
      [said?.id, unsure?.id],
    );
    for (const clip of [said, unsure])
      await client.call('POST', `/api/v1/clips/${clip?.id}/ask-original`, {});
    const makes = (await her.notes(home)).map(({ clipId, make }) => [clipId, make]);
    expect(makes).toEqual(
      expect.arrayContaining([
        [said?.id, 'eufy'],
        [unsure?.id, null],
      ]),
    );
  });

  it('asks for the original once, until she sends it', async () => {
    const home = await seedCase(world, officer.id);
    const [clip] = await watchable(home, 1);
    const ask = () => client.call('POST', `/api/v1/clips/${clip?.id}/ask-original`, {});
    expect([(await ask()).status, (await ask()).status]).toEqual([204, 204]);
    expect((await eventsOf(clip?.id ?? '')).filter((type) => type === 'original-asked')).toHaveLength(1);
    expect((await her.notes(home)).map(({ kind }) => kind)).toEqual(['ask-original']);
    expect((await client.page(`/clips/${clip?.id}/triage`)).text).toContain(
      'It is on the sender’s pages until they send it',
    );
    await her.sendBetter(home, clip?.id ?? '');
    expect(await her.notes(home)).toEqual([]);
    expect((await client.page(`/clips/${clip?.id}/triage`)).text).not.toContain(
      'It is on the sender’s pages until',
    );
  });
});

import { signedIn, type OfficerClient } from '../workspace/client';
import { openWorld, seedCase, seedClip, type Case, type SeededClip, type World } from '../workspace/world';
import { seedFilm } from './film';

interface Note {
  readonly id: string;
  readonly frame: number | null;
  readonly text: string;
  readonly author: string;
  readonly struck: { readonly reason: string } | null;
}

let world: World;
let home: Case;
let clip: SeededClip;
let client: OfficerClient;
let colleague: OfficerClient;
let stranger: OfficerClient;
beforeAll(async () => {
  world = await openWorld();
  const [officer, other] = [await world.officer(), await world.officer()];
  home = await seedCase(world, officer.id);
  await world.admin.query(
    'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $2)',
    [home.investigation, other.id],
  );
  client = await signedIn(world, officer);
  colleague = await signedIn(world, other);
  stranger = await signedIn(world, await world.officer());
  clip = await seedFilm(world, home, 'h264', 'door.mp4');
});
afterAll(() => world.close());

const write = (note: object, by = client) => by.call('POST', `/api/v1/clips/${clip.id}/markers`, note);
const notes = async (by = client): Promise<Note[]> =>
  (JSON.parse((await by.call('GET', `/api/v1/clips/${clip.id}/markers`)).text) as { items: Note[] }).items;

describe('notes on a clip', () => {
  it('stand in the order of its frames, with their authors, those on the whole clip first', async () => {
    await write({ text: 'He walks off', frame: 40, seconds: 2.6 });
    await write({ text: 'He rings', frame: 7 }, colleague);
    await write({ text: 'The same jacket as in AB/2' });
    expect((await notes()).map(({ frame, text }) => [frame, text])).toEqual([
      [null, 'The same jacket as in AB/2'],
      [7, 'He rings'],
      [40, 'He walks off'],
    ]);
    expect(new Set((await notes()).map(({ author }) => author)).size).toBe(2);
  });

  it('are one where the same form comes twice, one after the other or at the same moment', async () => {
    const sent = { text: 'The gate moves by itself', frame: 12, seconds: 0.4 };
    const answers = [...(await Promise.all([1, 2, 3].map(() => write(sent)))), await write(sent)];
    const ids = answers.map((answer) => answer.json().id);
    expect([new Set(answers.map(({ status }) => status)), new Set(ids).size]).toEqual([new Set([201]), 1]);
    expect((await notes()).filter(({ text }) => text === sent.text)).toHaveLength(1);
    // Of another moment, of somebody else, struck out meanwhile, or said again later it is another.
    const others = [await write({ ...sent, frame: 13 }), await write(sent, colleague)];
    await client.call('POST', `/api/v1/markers/${ids[0] ?? ''}/strike`, { reason: 'Too early' });
    others.push(await write(sent));
    const [, , again] = others.map((answer) => answer.json().id);
    await world.admin.query(`ALTER TABLE lintel.marker DISABLE TRIGGER USER`);
    await world.admin.query(`UPDATE lintel.marker SET at = at - interval '11 minutes' WHERE id = $1`, [
      again,
    ]);
    await world.admin.query(`ALTER TABLE lintel.marker ENABLE TRIGGER USER`);
    others.push(await write(sent));
    expect(new Set([...ids, ...others.map((answer) => answer.json().id)]).size).toBe(5);
  });

  it('are struck out with a reason, once, and stay readable', async () => {
    const { id } = (await write({ text: 'It is he' })).json();
    expect((await colleague.call('POST', `/api/v1/markers/${id}/strike`, { reason: '' })).status).toBe(400);
    expect(
      (await colleague.call('POST', `/api/v1/markers/${id}/strike`, { reason: 'Not certain' })).status,
    ).toBe(204);
    expect((await notes()).find((note) => note.id === id)).toMatchObject({
      text: 'It is he',
      struck: { reason: 'Not certain' },
    });
    expect(
      (await client.call('POST', `/api/v1/markers/${id}/strike`, { reason: 'Again' })).json(),
    ).toMatchObject({
      status: 409,
      code: 'struck-already',
    });
  });

  it('cannot be changed or taken back, not even by the process that keeps them', async () => {
    const { rows } = await world.admin.query<{ verb: string }>(
      `SELECT privilege_type AS verb FROM information_schema.role_table_grants
        WHERE table_name IN ('marker', 'marker_strike') AND grantee LIKE 'lintel\\_%' AND grantee <> 'lintel_owner'`,
    );
    expect([...new Set(rows.map(({ verb }) => verb))]).toEqual(['SELECT']);
  });

  it('leave commitments in the log and not a word', async () => {
    await write({ text: 'A white van with a ladder' });
    const { rows } = await world.admin.query<{ event: string }>(
      `SELECT event FROM custody.record WHERE subject = $1 AND event::jsonb ->> 'type' IN ('marker-added', 'marker-struck')`,
      [`clip:${clip.id}`],
    );
    expect(rows.length).toBeGreaterThanOrEqual(6);
    expect(rows.every(({ event }) => /"commit":\{"(text|reason)":"[0-9a-f]{64}"\}/.test(event))).toBe(true);
    expect(rows.some(({ event }) => /ladder|jacket|certain/.test(event))).toBe(false);
  });

  it('are refused without words, or on a frame that the clip does not have', async () => {
    expect((await write({ text: '  ' })).status).toBe(400);
    const refused = await write({ text: 'x', frame: 46 });
    expect(refused.json()).toMatchObject({ status: 400, code: 'no-such-frame' });
  });

  it('are hidden from officers outside the investigation', async () => {
    const { id } = (await write({ text: 'For the team' })).json();
    expect((await stranger.call('GET', `/api/v1/clips/${clip.id}/markers`)).status).toBe(404);
    expect((await write({ text: 'x' }, stranger)).status).toBe(404);
    expect((await stranger.call('POST', `/api/v1/markers/${id}/strike`, { reason: 'x' })).status).toBe(404);
  });

  it('come page by page, each once, and a new one is on the page that is shown after it', async () => {
    const long = await seedFilm(world, home, 'h264', 'long.mp4');
    const wanted = Array.from({ length: 120 }, (_, index) => `Note ${1 + ((index * 37) % 120)}`);
    await world.admin.query(
      `INSERT INTO lintel.marker (id, clip_id, frame, text, author_id)
       SELECT gen_random_uuid(), $1, nullif(substr(note, 6)::int % 45, 0), note, (SELECT id FROM lintel.officer LIMIT 1)
         FROM unnest($2::text[]) note`,
      [long.id, wanted],
    );
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const query = next === null ? '' : `&after=${next}`;
      const answer = await client.call('GET', `/api/v1/clips/${long.id}/markers?limit=50${query}`);
      const page = JSON.parse(answer.text) as { items: Note[]; next: string | null };
      seen.push(...page.items.map(({ frame, text }) => `${frame ?? 0} ${text}`));
      next = page.next;
    } while (next !== null);
    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(120);
    expect(seen.map((line) => parseInt(line, 10))).toEqual(
      seen.map((line) => parseInt(line, 10)).sort((one, other) => one - other),
    );

    const first = await client.call('GET', `/clips/${long.id}`);
    expect(first.text.match(/\/markers\/[0-9a-f-]{36}\/strike/g)).toHaveLength(50);
    const kept = await client.form(`/clips/${long.id}/markers`, { text: 'The last one', frame: '45' });
    const there = await client.call('GET', kept.headers.get('location')?.replace(/#.*/, '') ?? '');
    expect(there.text).toContain('The last one');
    expect(there.text.match(/\/markers\/[0-9a-f-]{36}\/strike/g)?.length).toBeLessThanOrEqual(50);
  });

  it('keep what was typed when a form is not complete, and an open player', async () => {
    const viewing = await client.call('POST', `/api/v1/clips/${clip.id}/viewings`, { content: 'proxy' });
    const page = await client.form(`/clips/${clip.id}/markers`, {
      text: 'He comes back',
      frame: 'seven',
      seconds: '',
      viewing: viewing.json().id,
    });
    expect(page.status).toBe(400);
    expect(page.text).toContain('value="seven"');
    expect(page.text).toContain('He comes back');
    expect(page.text).toContain(`/api/v1/viewings/${viewing.json().id}/frames`);
  });
});

describe('what goes with a viewing', () => {
  it('is no look of its own: frames and sound are fetched under the one that was logged', async () => {
    const viewing = (
      await client.call('POST', `/api/v1/clips/${clip.id}/viewings`, { content: 'proxy' })
    ).json();
    const before = await world.admin.query(`SELECT 1 FROM custody.record WHERE subject = $1`, [
      `clip:${clip.id}`,
    ]);
    const frames = JSON.parse((await client.call('GET', `/api/v1/viewings/${viewing.id}/frames`)).text) as {
      pts: number[];
    };
    expect(frames.pts).toHaveLength(45);
    const sound = await client.send('GET', `/api/v1/viewings/${viewing.id}/waveform`);
    expect(sound.headers.get('content-type')).toBe('image/png');
    expect((await sound.arrayBuffer()).byteLength).toBeGreaterThan(100);
    const after = await world.admin.query(`SELECT 1 FROM custody.record WHERE subject = $1`, [
      `clip:${clip.id}`,
    ]);
    expect(after.rowCount).toBe(before.rowCount);
  });

  it('is not there for another look, for another officer, and where there is none', async () => {
    const sheet = await client.call('POST', `/api/v1/clips/${clip.id}/viewings`, {
      content: 'contact-sheet',
    });
    expect((await client.call('GET', `/api/v1/viewings/${sheet.json().id}/frames`)).status).toBe(404);
    const proxy = await client.call('POST', `/api/v1/clips/${clip.id}/viewings`, { content: 'proxy' });
    expect((await colleague.call('GET', `/api/v1/viewings/${proxy.json().id}/frames`)).status).toBe(404);
    const silent = await seedFilm(world, home, 'silent', 'silent.mp4');
    const quiet = await client.call('POST', `/api/v1/clips/${silent.id}/viewings`, { content: 'proxy' });
    expect((await client.call('GET', `/api/v1/viewings/${quiet.json().id}/waveform`)).status).toBe(404);
    const none = await seedClip(world, home);
    expect(
      (await client.call('POST', `/api/v1/clips/${none.id}/viewings`, { content: 'proxy' })).status,
    ).toBe(404);
  });
});

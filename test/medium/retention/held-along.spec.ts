import { seedCompilation, type Cast } from '../workspace/matrix.seeds';
import { Bench, codeOf, read, WHY } from './bench';

/** Of what goes with an item when that is erased: each is an item of its own, on which a hold can be set. */
describe('what goes along with a recording, and is to be kept (real PostgreSQL)', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await Bench.open();
    await bench.record('oic');
  });
  afterAll(() => bench.close());

  const written = async (kind: string, source: string): Promise<string> => {
    await bench.clients.discloser.call('GET', `${bench.of}/items?limit=200`);
    const { rows } = await bench.world.admin.query<{ id: string }>(
      'SELECT clip_id AS id FROM lintel.written_item WHERE kind = $1 AND source = $2',
      [kind, source],
    );
    return rows[0]?.id ?? '';
  };

  async function transcript(clip: string): Promise<string> {
    const { oic } = bench.clients;
    const media = (value: string | null) =>
      bench.world.admin.query('UPDATE lintel.clip SET media = $2 WHERE id = $1', [clip, value]);
    await media('{"kind": "media", "duration": 5}');
    const { id } = (await oic.call('POST', `/api/v1/clips/${clip}/transcripts`, { reason: '' })).json();
    const lines = [{ start: 0, end: 900, speaker: '', words: 'Open up', language: '', translation: '' }];
    await oic.call('POST', `/api/v1/transcripts/${id}/lines`, { revision: 0, lines });
    const item = await written('transcript', id);
    await media(null);
    return item;
  }

  async function notes(clip: string): Promise<string> {
    await bench.world.admin.query(
      `INSERT INTO lintel.marker (id, clip_id, author_id, text) VALUES (gen_random_uuid(), $1, $2, 'Two voices')`,
      [clip, bench.oic.id],
    );
    return written('clip-notes', clip);
  }

  /** Approved, of which nobody has decided yet. */
  async function film(clip: string): Promise<string> {
    const { admin } = bench.world;
    const { rows } = await admin.query<{ exhibit: string; sha256: string }>(
      `SELECT e.id AS exhibit, c.stored_sha256 AS sha256 FROM lintel.exhibit e JOIN lintel.clip c ON c.id = e.clip_id WHERE c.id = $1`,
      [clip],
    );
    const { exhibit = '', sha256 = '' } = rows[0] ?? {};
    const cast = { world: bench.world, home: bench.home, member: { officer: bench.oic } } as unknown as Cast;
    const id = await seedCompilation(cast, { id: clip, sha256 }, exhibit);
    await admin.query(
      `INSERT INTO lintel.compilation_review (id, compilation_id, sha256, outcome, reason, officer_id)
       SELECT gen_random_uuid(), id, sha256, 'approved', '', $2 FROM lintel.rendition WHERE id = $1`,
      [id, bench.oic.id],
    );
    return written('film', id);
  }

  it.each([transcript, notes, film])('keeps the recording while a hold stands on it: %p', async (made) => {
    const { oic, first } = bench.clients;
    const { id: clip } = await bench.item();
    const along = await made(clip);
    expect(along).not.toBe('');
    // Set after two people agreed, it ends that at once.
    await bench.approved(clip);
    const hold = await oic.call('POST', `/api/v1/clips/${along}/holds`, WHY);
    expect([hold.status, await bench.stateOf(clip)]).toEqual([201, 'stopped']);
    expect(codeOf(await bench.propose(clip))).toEqual([409, 'must-be-kept']);
    await bench.eraser.run();
    expect(await bench.types(clip)).not.toContain('erased');
    // Whoever keeps the recording finds the hold there.
    const holds = await oic.call('GET', `/api/v1/clips/${clip}/holds`);
    expect(holds.json().items.map(({ id }) => id)).toEqual([hold.json().id]);
    const lifted = await first.call('POST', `/api/v1/holds/${hold.json().id}/lifting`, WHY);
    expect(lifted.status).toBe(204);
    expect((await bench.propose(clip)).status).toBe(201);
  });

  it('asks nobody to review what a hold or a review of something that goes along keeps', async () => {
    const { oic, first } = bench.clients;
    const toReview = async (): Promise<number> => {
      const { items } = read(await oic.call('GET', '/api/v1/work/reviews'));
      return items.find(({ matter }) => matter === 'review-due')?.count ?? 0;
    };
    const { id: clip } = await bench.item();
    const along = await notes(clip);
    // Held itself, so that the recording alone is asked about.
    await oic.call('POST', `/api/v1/clips/${along}/holds`, WHY);
    const held = await toReview();
    const holds = read(await oic.call('GET', `/api/v1/clips/${along}/holds`)).items;
    for (const { id } of holds) await first.call('POST', `/api/v1/holds/${id}/lifting`, WHY);
    expect(await toReview()).toBe(held + 1);
    const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    await oic.call('POST', `/api/v1/clips/${along}/keep-reviews`, { until, reason: 'Another trial' });
    expect(await toReview()).toBe(held);
  });

  it('is lifted once: whoever comes second is told by whom it was, and nothing more is recorded', async () => {
    const { oic, first, second } = bench.clients;
    const { id: clip } = await bench.item();
    const hold: string = (await oic.call('POST', `/api/v1/clips/${clip}/holds`, WHY)).json().id;
    const lift = (by: typeof first) => by.call('POST', `/api/v1/holds/${hold}/lifting`, WHY);
    const answers = await Promise.all([lift(first), lift(second)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    const late = answers.find(({ status }) => status === 409);
    expect(late && codeOf(late)).toEqual([409, 'hold-lifted-already']);
    expect(late?.text).toContain('lifted already, by ');
    expect((await bench.types(clip)).filter((type) => type === 'hold-lifted')).toHaveLength(1);
    const page = await first.form(`/holds/${hold}/lifting`, WHY);
    expect([page.status, page.text]).toEqual([409, expect.stringContaining('was lifted already')]);
  });

  it('keeps the recording until the day that a review of it named', async () => {
    const { id: clip } = await bench.item();
    const along = await notes(clip);
    const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    await bench.approved(clip);
    const review = { until, reason: 'Another trial' };
    expect((await bench.clients.oic.call('POST', `/api/v1/clips/${along}/keep-reviews`, review)).status).toBe(
      204,
    );
    expect(await bench.stateOf(clip)).toBe('stopped');
    expect(codeOf(await bench.propose(clip))).toEqual([409, 'must-be-kept']);
  });

  it('is kept by PostgreSQL itself, whatever the worker believes', async () => {
    const { admin } = bench.world;
    const { id: clip } = await bench.item();
    const along = await transcript(clip);
    const disposal = await bench.approved(clip);
    await admin.query(
      `INSERT INTO lintel.retention_hold (id, investigation_id, clip_id, reason, set_by) VALUES (gen_random_uuid(), $1, $2, 'x', $3)`,
      [bench.home.investigation, along, bench.oic.id],
    );
    await expect(
      admin.query(
        `UPDATE lintel.disposal SET state = 'erasing', begun_at = now(), objects = '[]' WHERE id = $1`,
        [disposal],
      ),
    ).rejects.toMatchObject({ code: 'LN021' });
    await bench.eraser.run();
    expect(await bench.stateOf(clip)).toBe('stopped');
  });

  it('takes no hold any more once the recording is being erased', async () => {
    const { id: clip } = await bench.item();
    const along = await transcript(clip);
    const disposal = await bench.approved(clip);
    await bench.world.admin.query(
      `UPDATE lintel.disposal SET state = 'erasing', begun_at = now(), objects = '[]' WHERE id = $1`,
      [disposal],
    );
    expect(codeOf(await bench.clients.oic.call('POST', `/api/v1/clips/${along}/holds`, WHY))).toEqual([
      409,
      'item-erased',
    ]);
  });
});

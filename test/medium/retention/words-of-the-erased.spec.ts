import { until } from '../../support/until';
import { Bench, codeOf } from './bench';

const WORDS = 'The blue door of number nine';

describe('an item that has been erased (real PostgreSQL)', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await Bench.open();
    await bench.record('oic');
  });
  afterAll(() => bench.close());

  const erased = async (): Promise<string> => {
    const { id } = await bench.item();
    await bench.approved(id);
    await bench.eraser.run();
    expect(await bench.stateOf(id)).toBe('erased');
    return id;
  };

  it('is given no words any more by a page that was still open, for no erasure would find them', async () => {
    const clip = await erased();
    const say = (path: string, body: object) =>
      bench.clients.oic.call('POST', `/api/v1/clips/${clip}/${path}`, body);
    const overlay = { wall: '2026-01-05 05:30:00', zone: 'UTC', frame: 1, seconds: 0 };
    const answers = [
      await say('markers', { text: WORDS }),
      await say('time-choices', { overlay, reason: WORDS }),
      await say('ask-original', {}),
    ];
    expect(answers.map(codeOf)).toEqual([
      [404, 'item-erased'],
      [404, 'item-erased'],
      [404, 'item-erased'],
    ]);
    const { rows } = await bench.world.admin.query(
      'SELECT 1 FROM lintel.note WHERE clip_id = $1 UNION ALL SELECT 1 FROM lintel.time_choice WHERE clip_id = $1',
      [clip],
    );
    expect([rows, await bench.tablesWith(WORDS)]).toEqual([[], []]);
  });

  it('is given none at the moment of its erasure, and whoever wrote them is told what happened', async () => {
    const { id } = await bench.item();
    const { admin } = bench.world;
    await admin.query('BEGIN');
    await admin.query('UPDATE lintel.clip SET erased_at = now() WHERE id = $1', [id]);
    const said = bench.clients.oic.call('POST', `/api/v1/clips/${id}/markers`, { text: WORDS });
    await until('the words wait for the erasure', async () => {
      const { rows } = await admin.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows.length > 0;
    });
    await admin.query('COMMIT');
    expect(codeOf(await said)).toEqual([409, 'overtaken']);
    expect(await bench.tablesWith(WORDS)).toEqual([]);
  });

  it('is given none by PostgreSQL either, whoever asks', async () => {
    const clip = await erased();
    const { admin } = bench.world;
    const writes = [
      `INSERT INTO lintel.marker (id, clip_id, author_id, text) VALUES (gen_random_uuid(), $1, $2, 'x')`,
      `INSERT INTO lintel.note (id, clip_id, kind, officer_id, invitation_id)
         SELECT gen_random_uuid(), c.id, 'ask-original', $2, c.invitation_id FROM lintel.clip c WHERE c.id = $1`,
      `WITH t AS (INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate)
           VALUES ($1, 'overlay', true, '{"readings": []}') RETURNING id)
         INSERT INTO lintel.time_choice (clip_id, candidate_id, instant, reason, officer_id)
         SELECT $1, t.id, now(), 'x', $2 FROM t`,
    ];
    for (const sql of writes)
      await expect(admin.query(sql, [clip, bench.oic.id])).rejects.toMatchObject({ code: 'LN022' });
  });
});

import { Client } from 'pg';
import type { Officer } from '../../../src/features/identity';
import { outcomeFor } from '../../factories/acting';
import { Bench } from './bench';

const DENIED = '42501';
/** SQLSTATE of a step that does not follow. */
const NO_STEP = 'LN020';

const HOLD = `INSERT INTO lintel.retention_hold (id, investigation_id, clip_id, reason, set_by)
  SELECT gen_random_uuid(), c.investigation_id, c.id, 'An appeal', $2 FROM lintel.clip c WHERE c.id = $1`;
const LIFT = `UPDATE lintel.retention_hold SET lifted_by = $2, lifted_at = now(), lift_reason = 'Over' WHERE clip_id = $1`;
const KEEP = `INSERT INTO lintel.retention_review (id, investigation_id, clip_id, keep_until, reason, reviewed_by)
  SELECT gen_random_uuid(), c.investigation_id, c.id, '2999-01-01', 'x', $2 FROM lintel.clip c WHERE c.id = $1`;
const PROPOSE = `INSERT INTO lintel.disposal (id, investigation_id, clip_id, reason, proposed_by)
  SELECT gen_random_uuid(), c.investigation_id, c.id, 'Over', $2 FROM lintel.clip c WHERE c.id = $1`;
const APPROVE = `UPDATE lintel.disposal SET state = 'approved', decided_by = $2, decided_at = now(), decision_reason = 'Over',
  erase_after = now() + interval '14 days' WHERE clip_id = $1`;
const REFUSE = `UPDATE lintel.disposal SET state = 'refused', decided_by = $2, decided_at = now(), decision_reason = 'No'
  WHERE clip_id = $1`;
const STOP = `UPDATE lintel.disposal SET state = 'stopped', stopped_by = $2, stopped_at = now(), stop_reason = 'No'
  WHERE clip_id = $1`;
const OUTCOME = `INSERT INTO lintel.investigation_outcome (id, investigation_id, outcome, appeal_pending, review_group, reason,
    recorded_by) SELECT gen_random_uuid(), c.investigation_id, 'open', false, '1', 'x', $2 FROM lintel.clip c WHERE c.id = $1`;
const DUE = `INSERT INTO lintel.retention_due (investigation_id, due)
  SELECT c.investigation_id, '2000-01-01' FROM lintel.clip c WHERE c.id = $1 AND $2::uuid IS NOT NULL
  ON CONFLICT (investigation_id) DO UPDATE SET due = excluded.due`;

describe('what keeps an item, and its disposal, as PostgreSQL sees people', () => {
  let bench: Bench;
  let workspace: Client;
  let item: string;
  let proposed: string;
  let first: Officer;
  let second: Officer;
  let discloser: Officer;
  beforeAll(async () => {
    bench = await Bench.open();
    workspace = new Client({ connectionString: bench.world.database.urls.workspace });
    await workspace.connect();
    [first, second, discloser] = bench.others as [Officer, Officer, Officer];
    await bench.record('oic');
    ({ id: item } = await bench.item());
    await bench.clients.oic.call('POST', `/api/v1/clips/${item}/holds`, { reason: 'An appeal' });
    ({ id: proposed } = await bench.item());
    await bench.propose(proposed);
  });
  afterAll(async () => {
    await workspace.end();
    await bench.close();
  });

  /** `name` stands in the row; by default the one who acts. */
  const as = (officer: Officer, sql: string, clip: string, name = officer, confirmed = true) =>
    outcomeFor({ admin: bench.world.admin, workspace }, officer.id, sql, [clip, name.id], { confirmed });

  it.each([
    ['set a hold', HOLD],
    ['keep the item', KEEP],
    ['record an outcome', OUTCOME],
    ['set the day of the review', DUE],
  ])('lets the officer in the case %s, in their own name', async (_, sql) => {
    expect(await as(bench.oic, sql, item)).toBe(1);
    if (sql !== DUE) expect(await as(bench.oic, sql, item, first)).toBe(DENIED);
  });

  it.each([
    ['set a hold', HOLD],
    ['lift one', LIFT],
    ['keep the item', KEEP],
    ['propose its disposal', PROPOSE],
    ['record an outcome', OUTCOME],
    ['set the day of the review', DUE],
    ['agree to a disposal', APPROVE],
    ['refuse one', REFUSE],
    ['stop one', STOP],
  ])('lets nobody %s in an emergency, nor from outside', async (_, sql) => {
    const clip = [APPROVE, REFUSE, STOP].includes(sql) ? proposed : item;
    const guest = await bench.world.officer('supervisor');
    const outside = await bench.world.officer('supervisor');
    await bench.world.admin.query(
      `INSERT INTO lintel.emergency_access (id, investigation_id, officer_id, reason, ends_at)
       VALUES (gen_random_uuid(), $1, $2, 'A threat', now() + interval '1 hour')`,
      [bench.home.investigation, guest.id],
    );
    expect([0, DENIED]).toContain(await as(guest, sql, clip));
    expect(await as(outside, sql, clip)).toBe(0);
    expect(await as(guest, 'SELECT $2::uuid FROM lintel.retention_hold WHERE clip_id = $1', item)).toBe(1);
  });

  it('leaves the outcome to the officer in the case and to supervisors, and the end of a hold to these', async () => {
    expect(await as(discloser, OUTCOME, item)).toBe(DENIED);
    expect(await as(first, OUTCOME, item)).toBe(1);
    expect(await as(discloser, LIFT, item)).toBe(0);
    expect(await as(first, LIFT, item)).toBe(1);
    expect(await as(first, LIFT, item, second)).toBe(DENIED);
  });

  it('takes a proposal, and an agreement, in a confirmed session alone', async () => {
    expect(await as(bench.oic, PROPOSE, item)).toBe(1);
    expect(await as(bench.oic, PROPOSE, item, bench.oic, false)).toBe(DENIED);
    expect(await as(second, APPROVE, proposed)).toBe(1);
    expect(await as(second, APPROVE, proposed, second, false)).toBe(DENIED);
  });

  it('lets another supervisor agree, and nobody else: not the proposer, not for somebody else', async () => {
    expect(await as(first, APPROVE, proposed)).toBe('23514');
    expect(await as(first, APPROVE, proposed, second)).toBe(DENIED);
    expect(await as(bench.oic, APPROVE, proposed)).toBe(DENIED);
    expect(await as(discloser, REFUSE, proposed)).toBe(DENIED);
    expect(await as(discloser, STOP, proposed)).toBe(1);
  });

  it('changes nothing of what was agreed to, neither who nor until when it can be stopped', async () => {
    const { id } = await bench.item();
    await bench.approved(id);
    const sooner = `UPDATE lintel.disposal SET erase_after = now() WHERE clip_id = $1 AND $2::uuid IS NOT NULL`;
    const instead = `UPDATE lintel.disposal SET state = 'stopped', stopped_by = $2, stopped_at = now(), stop_reason = 'x',
      decision_reason = 'Something else' WHERE clip_id = $1`;
    expect(await as(second, sooner, id)).toBe(NO_STEP);
    expect(await as(second, APPROVE, id)).toBe(NO_STEP);
    expect(await as(second, instead, id)).toBe(NO_STEP);
    expect(await as(second, STOP, id)).toBe(1);
  });
});

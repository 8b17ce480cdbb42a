import { dayOf } from '../../../src/kernel/day';
import { openDatabase } from '../../../src/platform/database';
import { seedItem } from '../disclosure/support';
import type { OfficerClient } from '../workspace/client';
import { Bench, codeOf, LONG_AGO, read, WHY } from './bench';
import { openEraser } from './eraser';

describe('keeping, holding and agreeing to a disposal (real PostgreSQL, real files)', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await Bench.open();
  });
  afterAll(() => bench.close());

  it('keeps everything while no outcome is known, and lets only those who answer for the case record it', async () => {
    const { id } = await bench.item();
    expect(codeOf(await bench.propose(id))).toEqual([409, 'must-be-kept']);
    expect(codeOf(await bench.record('discloser'))).toEqual([403, 'outcome-not-yours']);
    expect(codeOf(await bench.record('oic', { ...LONG_AGO, decidedOn: null }))).toEqual([
      400,
      'outcome-misfit-decidedOn',
    ]);
    expect((await bench.record('oic')).status).toBe(204);
    const kept = read(await bench.clients.oic.call('GET', `/api/v1/clips/${id}/retention`));
    const today = dayOf(new Date());
    expect(kept).toMatchObject({ until: today, due: true, disposal: null });
    expect(kept.rules).toEqual([
      { id: 'force-policy', until: today },
      { id: 'decision', until: '2001-02-03' },
    ]);
  });

  it('lets nobody dispose of what came today by a decision that is said to be years old', async () => {
    const { id } = await bench.item();
    await bench.record('oic', { ...LONG_AGO, group: '3', reason: 'A day of long ago, to have it gone' });
    for (const by of ['oic', 'first', 'second'] as const)
      expect(codeOf(await bench.propose(id, by))).toEqual([409, 'must-be-kept']);
    await bench.record('oic');
  });

  it('lets nobody agree to it, nor the worker begin, where the day was typed after it was proposed', async () => {
    const { id } = await bench.item();
    await bench.approved(id);
    await bench.record('oic', { ...LONG_AGO, group: '3', reason: 'Another group' });
    await bench.eraser.run();
    expect(await bench.stateOf(id)).toBe('stopped');
    await bench.record('oic');
  });

  it('shows a review that is due on the work list, until somebody has decided', async () => {
    const work = async (client: OfficerClient) =>
      read(await client.call('GET', '/api/v1/work/reviews')).items.map(({ matter }) => matter);
    const { id } = await bench.item();
    expect(await work(bench.clients.oic)).toEqual(['review-due']);
    await bench.propose(id);
    expect(await work(bench.clients.second)).toContain('disposal-to-agree');
    expect(await work(bench.clients.first)).not.toContain('disposal-to-agree');
    expect(await work(bench.clients.oic)).not.toContain('disposal-to-agree');
  });

  it('needs two people, the second a supervisor, and a decision about the clip before', async () => {
    const { id } = await bench.item();
    const raw = await seedItem(bench.world, bench.home, bench.oic.id);
    expect(codeOf(await bench.propose(raw.id))).toEqual([409, 'not-reviewable']);
    const proposal: string = (await bench.propose(id)).json().id;
    expect(codeOf(await bench.propose(id, 'oic'))).toEqual([409, 'disposal-under-way']);
    const decide = (client: OfficerClient, what: string) =>
      client.call('POST', `/api/v1/disposals/${proposal}/${what}`, WHY);
    expect(codeOf(await decide(bench.clients.first, 'approval'))).toEqual([409, 'own-proposal']);
    expect(codeOf(await decide(bench.clients.oic, 'approval'))).toEqual([403, 'not-allowed']);
    expect((await decide(bench.clients.second, 'refusal')).status).toBe(204);
    expect(codeOf(await decide(bench.clients.second, 'approval'))).toEqual([409, 'wrong-disposal-state']);
    await bench.eraser.run();
    expect(await bench.stateOf(id)).toBe('refused');
  });

  it('is stopped by a hold on the item or on all, by a review and by anybody of the team', async () => {
    const stops = [
      (id: string) => bench.clients.oic.call('POST', `/api/v1/clips/${id}/holds`, WHY),
      () => bench.clients.oic.call('POST', `${bench.of}/holds`, WHY),
      (id: string) =>
        bench.clients.oic.call('POST', `/api/v1/clips/${id}/keep-reviews`, {
          until: soon(),
          reason: 'Another trial',
        }),
      (_id: string, proposal: string) =>
        bench.clients.oic.call('POST', `/api/v1/disposals/${proposal}/stop`, { reason: 'A mistake' }),
    ];
    for (const stop of stops) {
      const { id } = await bench.item();
      const answer = await stop(id, await bench.approved(id));
      expect(answer.status).toBeLessThan(300);
      expect(await bench.stateOf(id)).toBe('stopped');
      await bench.eraser.run();
      expect(await bench.stateOf(id)).toBe('stopped');
      expect(await bench.types(id)).toContain('disposal-stopped');
      const { items: holds } = read(await bench.clients.oic.call('GET', `${bench.of}/holds`));
      for (const { id: hold } of holds.filter(({ liftedAt }) => liftedAt === null)) {
        expect(codeOf(await bench.clients.oic.call('POST', `/api/v1/holds/${hold}/lifting`, WHY))).toEqual([
          403,
          'not-allowed',
        ]);
        expect((await bench.clients.first.call('POST', `/api/v1/holds/${hold}/lifting`, WHY)).status).toBe(
          204,
        );
      }
    }
  });

  it('is stopped by the worker itself when a rule keeps the item again', async () => {
    const { id } = await bench.item();
    await bench.approved(id);
    await bench.clients.oic.call('POST', `${bench.of}/outcomes`, {
      outcome: 'open',
      group: '2',
      reason: 'Reopened',
    });
    await bench.eraser.run();
    expect(await bench.stateOf(id)).toBe('stopped');
    await bench.clients.oic.call('POST', `${bench.of}/outcomes`, LONG_AGO);
  });

  it('waits for a lock of the store, without beginning', async () => {
    const { id } = await bench.item();
    const until = new Date(Date.now() + 86_400_000);
    await bench.approved(id);
    const locked = await openEraser(bench.world, { lockedUntil: () => Promise.resolve(until) });
    await locked.run();
    await locked.close();
    const [waiting] = read(await bench.clients.oic.call('GET', `/api/v1/clips/${id}/retention`)).disposals;
    expect(waiting).toMatchObject({ eraseAfter: until.toISOString(), state: 'approved' });
  });

  it('moves the day of the review when the force changes its groups', async () => {
    const due = async () =>
      (await bench.world.admin.query<{ due: string }>('SELECT due::text AS due FROM lintel.retention_due'))
        .rows;
    expect(await due()).toEqual([{ due: '2001-02-03' }]);
    const { world } = bench;
    const policy = { '1': 100, '2': 30, '3': 6 };
    const longer = {
      ...world,
      config: { ...world.config, retention: { ...world.config.retention, policy } },
    };
    const other = await openEraser(longer);
    await other.refresh();
    await other.close();
    expect(await due()).toEqual([{ due: '2031-02-03' }]);
  });

  it('cannot be forced past the rules by the police side’s own rights', async () => {
    const { id } = await bench.item();
    const proposal: string = (await bench.propose(id)).json().id;
    const database = await openDatabase(bench.world.database.urls.workspace, 1);
    const [supervisor] = bench.others;
    if (supervisor === undefined) throw new Error('there is a supervisor');
    const tries = [
      `UPDATE lintel.disposal SET state = 'approved', decided_by = proposed_by, decided_at = now(), decision_reason = 'x', erase_after = now() WHERE id = $1`,
      `UPDATE lintel.disposal SET state = 'erasing' WHERE id = $1`,
      `SELECT lintel.erase_item($1)`,
    ];
    for (const sql of tries)
      await expect(
        bench.world.asOfficer(supervisor, () => database.transaction((tx) => tx.query(sql, [proposal]))),
      ).rejects.toThrow(/disposal|permission denied/);
    await database.close();
  });

  const soon = (): string => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
});

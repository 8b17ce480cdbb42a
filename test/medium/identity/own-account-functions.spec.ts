import { officerSession } from '../../factories/acting';
import { NO_SECRET } from '../../factories/secrets';
import { BrokenIntoWorkspace, REFUSED } from './broken-into-workspace';

let at: BrokenIntoWorkspace;
beforeAll(async () => {
  at = await BrokenIntoWorkspace.open();
});
afterAll(() => at.close());

describe('a password', () => {
  it('for one use works once and until its end, whatever is asked for', async () => {
    const whose = await at.officer();
    const again = (set: string): Promise<unknown> =>
      at.admin.query(`UPDATE lintel.officer SET must_change_password = true, ${set} WHERE id = $1`, [
        whose.id,
      ]);
    await again(`one_time_until = now() - interval '1 second'`);
    expect(await at.prove(whose)).toEqual({ verdict: 'expired', ticket: null });
    await again(`one_time_until = now() + interval '1 hour'`);
    expect((await at.prove(whose)).verdict).toBe('right');
    expect(await at.prove(whose)).toEqual({ verdict: 'used', ticket: null });
    for (const statement of [
      `UPDATE lintel.officer SET one_time_used_at = NULL`,
      `UPDATE lintel.sign_in_setting SET one_time_hours = 9999`,
      `SELECT lintel.set_sign_in(100, 1000, 10000, 1, 9999, false)`,
    ])
      await expect(at.workspace.query(statement)).rejects.toMatchObject(REFUSED);
  });

  it('for one use is given anew by a confirmed supervisor, to nobody who has chosen one', async () => {
    const [whose, settled, supervisor] = [
      await at.officer(),
      await at.officer(),
      await at.officer('supervisor'),
    ];
    await at.admin.query('UPDATE lintel.officer SET must_change_password = true WHERE id = $1', [whose.id]);
    const renew = (session: string, officer: string): Promise<boolean> =>
      at.under(session, () => at.ask('lintel.renew_one_time_password($1, $2)', [officer, NO_SECRET]));
    expect(await renew(await officerSession(at.admin, supervisor.id), whose.id)).toBe(true);
    expect(await renew(await officerSession(at.admin, supervisor.id), settled.id)).toBe(false);
    for (const session of [
      await officerSession(at.admin, supervisor.id, { confirmed: false }),
      await officerSession(at.admin, settled.id),
      'no such secret',
    ])
      await expect(renew(session, whose.id)).rejects.toMatchObject(REFUSED);
  });
});

describe('sessions elsewhere', () => {
  it('are seen and ended by their officer alone', async () => {
    const [ann, ben] = [await at.officer(), await at.officer()];
    const [here, there, bens] = [
      await officerSession(at.admin, ann.id),
      await officerSession(at.admin, ann.id),
      await officerSession(at.admin, ben.id),
    ];
    const own = (secret: string): Promise<{ id: string; here: boolean }[]> =>
      at.under(secret, async () => {
        const { rows } = await at.workspace.query<{ id: string; here: boolean }>(
          'SELECT id, here FROM lintel.own_sessions()',
        );
        return rows;
      });
    const [first, second] = await own(here);
    expect([first?.here, second?.here]).toEqual([true, false]);
    expect(await own('no such secret')).toEqual([]);
    const end = async (secret: string, which: string | undefined): Promise<number> => {
      await at.workspace.query('BEGIN');
      await at.workspace.query(`SELECT scope.open('officer', $1)`, [secret]);
      const ended = await at.ask<number>('lintel.end_other_sessions($1)', [which]);
      await at.workspace.query('COMMIT');
      return ended;
    };
    expect(await end(bens, second?.id)).toBe(0);
    expect(await end('no such secret', second?.id)).toBe(0);
    expect(await end(here, first?.id)).toBe(0);
    expect(await end(here, second?.id)).toBe(1);
    expect([await at.acting(here), await at.acting(there), await at.acting(bens)]).toEqual([
      ann.id,
      null,
      ben.id,
    ]);
  });

  it.each([
    [
      `lintel.confirm_second_step(1, '{}')`,
      `UPDATE lintel.officer_totp SET confirmed_at = NULL WHERE officer_id = $1`,
      { what: 'totp' },
    ],
    [`lintel.renew_recovery_codes('{}')`, undefined, undefined],
    ['lintel.remove_second_step()', undefined, undefined],
  ])('end with %s', async (call, before, set) => {
    const whose = await at.officerWithSecondStep();
    if (before !== undefined) await at.admin.query(before, [whose.id]);
    const [here, there] = [
      await officerSession(at.admin, whose.id),
      await officerSession(at.admin, whose.id),
    ];
    await at.workspace.query('BEGIN');
    await at.workspace.query(`SELECT scope.open('officer', $1)`, [here]);
    expect(await at.ask(call)).toBe(true);
    if (set !== undefined) await at.say('service:lintel', 'second-factor-set', set);
    await at.workspace.query('COMMIT');
    expect([await at.acting(here), await at.acting(there)]).toEqual([whose.id, null]);
  });

  it('leave the second step where everybody needs one', async () => {
    const whose = await at.officerWithSecondStep();
    await at.admin.query('UPDATE lintel.sign_in_setting SET second_step_needed = true');
    const session = await officerSession(at.admin, whose.id);
    await expect(at.under(session, () => at.ask('lintel.remove_second_step()'))).rejects.toMatchObject(
      REFUSED,
    );
    await at.admin.query('UPDATE lintel.sign_in_setting SET second_step_needed = false');
  });
});

import { officerSession } from '../../factories/acting';
import { BrokenIntoWorkspace, REFUSED } from './broken-into-workspace';

let at: BrokenIntoWorkspace;
beforeAll(async () => {
  at = await BrokenIntoWorkspace.open();
});
afterAll(() => at.close());

describe('the second step', () => {
  it.each([
    [`lintel.begin_second_step('\\x00')`],
    [`lintel.confirm_second_step(1, '{}')`],
    [`lintel.renew_recovery_codes('{}')`],
    ['lintel.remove_second_step()'],
  ])('%s takes a session that was confirmed with all that signing in asks for', async (call) => {
    const whose = await at.officerWithSecondStep();
    for (const secret of [
      'no such secret',
      await officerSession(at.admin, whose.id, { confirmed: false }),
      await officerSession(at.admin, whose.id, { fully: false }),
    ])
      await expect(at.under(secret, () => at.ask(call))).rejects.toMatchObject(REFUSED);
    await expect(at.under(await officerSession(at.admin, whose.id), () => at.ask(call))).resolves.toEqual(
      expect.any(Boolean),
    );
  });

  it('is shown to its officer, or for the ticket of the right password', async () => {
    const whose = await at.officerWithSecondStep();
    const { ticket } = await at.prove(whose);
    const rows = async (given: string | null): Promise<number | null> =>
      (await at.workspace.query('SELECT FROM lintel.second_step($1)', [given])).rowCount;
    expect([await rows(null), await rows('no such ticket'), await rows(ticket)]).toEqual([0, 0, 1]);
    expect(await at.under(await officerSession(at.admin, whose.id), () => rows(null))).toBe(1);
    expect(await at.under(await officerSession(at.admin, (await at.officer()).id), () => rows(null))).toBe(0);
  });
});

describe('the word of a provider', () => {
  const trust = (issuer: string, email: string, verified: boolean): Promise<string> =>
    at.ask(`((lintel.trust_provider($1, $2, $3, $4, 'N N', 'NN', 'auditor')).proof).verdict`, [
      issuer,
      email,
      email,
      verified,
    ]);

  it('counts only of the one that the owner has named, and takes over no account unless the owner wants it', async () => {
    const { id, email } = await at.officer();
    await expect(trust('https://login.example', email, true)).rejects.toMatchObject(REFUSED);
    await expect(
      at.workspace.query(`SELECT lintel.set_provider('https://login.example', true)`),
    ).rejects.toMatchObject(REFUSED);
    await at.admin.query(`SELECT lintel.set_provider('https://login.example', false)`);
    await expect(trust('https://other.example', email, true)).rejects.toMatchObject(REFUSED);
    expect(await trust('https://login.example', email, true)).toBe('taken');
    await at.admin.query(`SELECT lintel.set_provider('https://login.example', true)`);
    expect(await trust('https://login.example', email, false)).toBe('taken');
    await at.workspace.query('BEGIN');
    expect(await trust('https://login.example', email, true)).toBe('right');
    for (const said of [{ linkedTo: 'https://login.example' }, { from: 'investigator', role: 'auditor' }])
      await at.say('service:lintel', 'officer-changed', { officer: id, ...said });
    await at.workspace.query('COMMIT');
  });
});

import { createHash } from 'node:crypto';
import type { Officer } from '../../../src/features/identity';
import { officerSession } from '../../factories/acting';
import { coseOf, SecurityKey, type Answering } from '../../support/security-key';
import { BrokenIntoWorkspace, REFUSED } from './broken-into-workspace';

const ORIGIN = 'https://lintel.force.example';

let at: BrokenIntoWorkspace;
beforeAll(async () => {
  at = await BrokenIntoWorkspace.open();
  await at.admin.query(`SELECT lintel.set_passkeys('lintel.force.example', $1)`, [ORIGIN]);
});
afterAll(() => at.close());

interface Owned {
  readonly officer: Officer;
  readonly key: SecurityKey;
}

async function withPasskey(kind: 'ES256' | 'RS256' = 'ES256'): Promise<Owned> {
  const [officer, key] = [await at.officer(), new SecurityKey(kind)];
  await at.admin.query(
    `INSERT INTO lintel.passkey (officer_id, credential_id, public_key, sign_count, name) VALUES ($1, $2, $3, 0, 'key')`,
    [officer.id, key.id, coseOf(key.publicKey)],
  );
  return { officer, key };
}

/** Runs in a transaction that is kept. */
async function kept<T>(secret: string, work: () => Promise<T>): Promise<T> {
  await at.workspace.query('BEGIN');
  await at.workspace.query(`SELECT scope.open('officer', $1)`, [secret]);
  const done = await work();
  await at.workspace.query('COMMIT');
  return done;
}

const challenge = (purpose: string, ticket: string | null): Promise<string | null> =>
  at.ask('lintel.challenge_passkey($1, $2)', [purpose, ticket]);

async function prove(
  key: SecurityKey,
  ticket: string | null,
  how: Answering,
  change: (part: Buffer) => Buffer = (part) => part,
) {
  const { clientDataJSON, authenticatorData, signature } = key.used(how).response;
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
  const { rows } = await at.workspace.query<{ verdict: string; ticket: string | null }>(
    'SELECT verdict, ticket FROM lintel.prove_passkey($1, $2, $3, $4, $5)',
    [ticket, key.id, bytes(clientDataJSON), bytes(authenticatorData), change(bytes(signature))],
  );
  return rows[0] ?? { verdict: '', ticket: null };
}

describe('a passkey', () => {
  it.each(['ES256', 'RS256'] as const)(
    'of %s is asked for after the password, and proves, once',
    async (kind) => {
      const { officer, key } = await withPasskey(kind);
      const { verdict, ticket } = await at.prove(officer);
      expect(verdict).toBe('code-needed');
      const asked = (await challenge('prove', ticket)) ?? '';
      const done = await prove(key, ticket, { challenge: asked, origin: ORIGIN });
      expect(done).toEqual({ verdict: 'right', ticket: expect.any(String) as string });
      expect((await prove(key, ticket, { challenge: asked, origin: ORIGIN })).verdict).toBe('wrong');
      const begun = `lintel.begin_session($1, $2, '10 minutes', '1 hour')`;
      expect(await at.ask(begun, ['a secret of this test', ticket])).toBe(false);
      expect(await at.ask(begun, ['a secret of this test', done.ticket])).toBe(true);
    },
  );

  it('cannot be claimed by whoever has broken into the workspace and has the password', async () => {
    const { officer, key } = await withPasskey();
    const other = new SecurityKey();
    Object.assign(other, { id: key.id });
    const { ticket } = await at.prove(officer);
    const right = async (): Promise<Answering> => ({
      challenge: (await challenge('prove', ticket)) ?? '',
      origin: ORIGIN,
    });
    const tries: (() => Promise<{ verdict: string }>)[] = [
      async () => prove(other, ticket, await right()),
      async () => prove(key, ticket, await right(), () => Buffer.alloc(70)),
      async () =>
        prove(key, ticket, { ...(await right()), origin: 'https://lintel.force.example.evil.example' }),
      async () => prove(key, ticket, { ...(await right()), rpId: 'evil.example' }),
      async () => prove(key, ticket, { ...(await right()), type: 'webauthn.create' }),
      async () => prove(key, ticket, { ...(await right()), flags: 0x01 }),
      async () => prove(key, ticket, { challenge: Buffer.alloc(32).toString('base64url'), origin: ORIGIN }),
    ];
    for (const attempt of tries) {
      expect((await attempt()).verdict).toBe('wrong');
      await at.admin.query('DELETE FROM lintel.sign_in_count');
    }
    expect(await at.ask(`lintel.begin_session('another', $1, '1 minute', '1 minute')`, [ticket])).toBe(false);
    expect(await at.ask(`(lintel.prove_code($1, 1, NULL)).verdict`, [ticket])).toBe('wrong');
    expect((await prove(key, ticket, await right())).verdict).toBe('right');
  });

  it('answers the challenge of its own session and ticket, while that counts', async () => {
    const [ann, ben] = [await withPasskey(), await withPasskey()];
    const [annsTicket, bensTicket] = [
      (await at.prove(ann.officer)).ticket,
      (await at.prove(ben.officer)).ticket,
    ];
    const asked = (await challenge('prove', annsTicket)) ?? '';
    await challenge('prove', bensTicket);
    expect((await prove(ben.key, bensTicket, { challenge: asked, origin: ORIGIN })).verdict).toBe('wrong');
    expect((await prove(ben.key, annsTicket, { challenge: asked, origin: ORIGIN })).verdict).toBe('wrong');
    const late = (await challenge('prove', annsTicket)) ?? '';
    await at.admin.query(`UPDATE lintel.passkey_challenge SET expires_at = now() - interval '1 second'`);
    expect((await prove(ann.key, annsTicket, { challenge: late, origin: ORIGIN })).verdict).toBe('wrong');
    const before = (await challenge('prove', annsTicket)) ?? '';
    await challenge('prove', annsTicket);
    expect((await prove(ann.key, annsTicket, { challenge: before, origin: ORIGIN })).verdict).toBe('wrong');
    const secret = await officerSession(at.admin, ann.officer.id, { confirmed: false });
    const again = await officerSession(at.admin, ann.officer.id, { confirmed: false });
    const inSession = await kept(secret, () => challenge('prove', null));
    const from = (where: string) =>
      kept(where, () => prove(ann.key, null, { challenge: inSession ?? '', origin: ORIGIN }));
    expect((await from(again)).verdict).toBe('wrong');
    const done = await from(secret);
    expect(done.verdict).toBe('right');
    expect(await at.ask(`lintel.confirm_session($1, $2, '10 minutes')`, [secret, done.ticket])).toBe(true);
  });

  it('whose counter goes back is taken no more, and still stands for a second step', async () => {
    const { officer, key } = await withPasskey();
    const { ticket } = await at.prove(officer);
    const answer = async (counter: number) => ({
      challenge: (await challenge('prove', ticket)) ?? '',
      origin: ORIGIN,
      counter,
    });
    await at.admin.query('UPDATE lintel.passkey SET sign_count = 9 WHERE credential_id = $1', [key.id]);
    expect((await prove(key, ticket, await answer(9))).verdict).toBe('copied');
    expect((await prove(key, ticket, await answer(20))).verdict).toBe('wrong');
    expect((await at.prove(officer)).verdict).toBe('code-needed');
  });

  it('is added, listed and removed in a confirmed session of its officer alone', async () => {
    const [ann, ben] = [await withPasskey(), await withPasskey()];
    for (const call of [`lintel.challenge_passkey('add')`, `lintel.remove_passkey(gen_random_uuid())`])
      for (const secret of [
        'no such secret',
        await officerSession(at.admin, ann.officer.id, { confirmed: false }),
      ])
        await expect(at.under(secret, () => at.ask(call))).rejects.toMatchObject(REFUSED);
    const secret = await officerSession(at.admin, ann.officer.id);
    const fresh = new SecurityKey();
    const add = async (how: Partial<Answering> = {}, asked?: string) => {
      const given = asked ?? (await challenge('add', null)) ?? '';
      const { clientDataJSON, attestationObject } = fresh.made({
        challenge: given,
        origin: ORIGIN,
        ...how,
      }).response;
      const whole = Buffer.from(attestationObject, 'base64url');
      const authData = whole.subarray(
        whole.indexOf(
          createHash('sha256')
            .update(how.rpId ?? 'lintel.force.example')
            .digest(),
        ),
      );
      const { rows } = await at.workspace.query<{ id: string | null; codesPut: boolean }>(
        `SELECT id, "codesPut" FROM lintel.add_passkey($1, $2, 'blue', '{usb}', ARRAY[sha256('code')])`,
        [Buffer.from(clientDataJSON, 'base64url'), authData],
      );
      return rows[0];
    };
    await kept(secret, async () => {
      for (const how of [
        { origin: 'https://evil.example', rpId: 'lintel.force.example' },
        { rpId: 'evil.example' },
        { flags: 0x41 },
        { type: 'webauthn.get' },
      ])
        expect((await add(how))?.id).toBe(null);
      const asked = (await challenge('add', null)) ?? '';
      const made = await add({}, asked);
      expect(made).toEqual({ id: expect.any(String) as string, codesPut: true });
      await at.say('service:lintel', 'passkey-added', { passkey: made?.id });
      expect((await add({}, asked))?.id).toBe(null);
      expect((await add())?.id).toBe(null);
      const { rows } = await at.workspace.query<{ id: string; name: string }>(
        'SELECT id, name FROM lintel.own_passkeys()',
      );
      expect(rows.map(({ name }) => name)).toEqual(['key', 'blue']);
      const bens = await at.admin.query<{ id: string }>(
        'SELECT id FROM lintel.passkey WHERE credential_id = $1',
        [ben.key.id],
      );
      expect(await at.ask('lintel.remove_passkey($1)', [bens.rows[0]?.id])).toBe(false);
      expect(await at.ask('lintel.remove_passkey($1)', [rows[0]?.id])).toBe(true);
    });
    await expect(
      at.under(secret, () =>
        at.workspace.query(
          `INSERT INTO lintel.passkey (officer_id, credential_id, public_key, sign_count, name) VALUES ($1, $2, $3, 0, 'mine')`,
          [ben.officer.id, new SecurityKey().id, coseOf(new SecurityKey().publicKey)],
        ),
      ),
    ).rejects.toMatchObject(REFUSED);
  });

  it('stays where it is the last second step and everybody needs one', async () => {
    const { officer, key } = await withPasskey();
    const { rows } = await at.admin.query<{ id: string }>(
      'SELECT id FROM lintel.passkey WHERE credential_id = $1',
      [key.id],
    );
    await at.admin.query('UPDATE lintel.sign_in_setting SET second_step_needed = true');
    const secret = await officerSession(at.admin, officer.id);
    const remove = () => at.under(secret, () => at.ask('lintel.remove_passkey($1)', [rows[0]?.id]));
    await expect(remove()).rejects.toMatchObject(REFUSED);
    await at.admin.query(
      `INSERT INTO lintel.officer_totp (officer_id, sealed_secret, confirmed_at) VALUES ($1, '\\x00', now())`,
      [officer.id],
    );
    expect(await remove()).toBe(true);
    await at.admin.query('UPDATE lintel.sign_in_setting SET second_step_needed = false');
  });

  it('goes when the operator resets the account', async () => {
    const { officer } = await withPasskey();
    await at.admin.query(
      'SELECT lintel.reset_officer($1, (SELECT password_hash FROM lintel.officer WHERE id = $2))',
      [officer.email, officer.id],
    );
    expect((await at.prove(officer)).verdict).toBe('right');
  });
});

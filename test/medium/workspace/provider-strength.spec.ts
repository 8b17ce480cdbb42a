import { byKey, ForgingProvider } from '../../support/forging-provider';
import { OfficerClient, type Answer } from './client';
import { openWorld, type World } from './world';

const provider = new ForgingProvider();
let world: World;
beforeAll(async () => {
  await provider.start();
  world = await openWorld({
    ...{ OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: 'lintel', OIDC_CLIENT_SECRET: 'a secret for a test' },
    ...{ OIDC_ROLES: 'a=investigator', OIDC_ACR_VALUES: 'gold,silver', OIDC_AMR: 'mfa,hwk' },
  });
});
afterAll(async () => {
  await world.close();
  await provider.close();
});

/** To the provider and back, which says `claims` besides of whoever is there. */
async function by(client: OfficerClient, way: string, sub: string, claims: object): Promise<Answer> {
  const away = new URL((await client.page(way)).headers.get('location') ?? '');
  expect(away.searchParams.get('acr_values')).toBe('gold silver');
  const now = Math.floor(Date.now() / 1000);
  provider.token = {
    header: { alg: 'RS256', kid: 'one' },
    claims: {
      ...{ iss: provider.issuer, aud: 'lintel', sub, nonce: away.searchParams.get('nonce') },
      ...{ iat: now, exp: now + 60, auth_time: now, email: `${sub}@force.example`, name: 'Ann Archer' },
      ...{ roles: 'a', ...claims },
    },
    signed: byKey(provider.key.privateKey),
  };
  return client.page(`/sign-in/provider/finish?code=any&state=${away.searchParams.get('state') ?? ''}`);
}

const SURE = { acr: 'silver', amr: ['pwd', 'mfa'] };
const NOT_SURE: readonly (readonly [string, object])[] = [
  ['neither', {}],
  ['another context', { acr: 'bronze', amr: ['mfa'] }],
  ['no context', { amr: ['mfa'] }],
  ['a password alone', { acr: 'gold', amr: ['pwd'] }],
  ['no methods', { acr: 'gold' }],
];

const officers = async (sub: string): Promise<number | null> =>
  (await world.admin.query('SELECT FROM lintel.officer WHERE email = $1', [`${sub}@force.example`])).rowCount;

const refusedOf = async (sub: string): Promise<number | null> =>
  (
    await world.admin.query(
      `SELECT FROM custody.record r JOIN lintel.officer o ON o.id::text = r.event::jsonb #>> '{detail,officer}'
        WHERE r.event::jsonb ->> 'type' = 'officer-refused' AND o.email = $1`,
      [`${sub}@force.example`],
    )
  ).rowCount;

describe('where the provider must say how surely it asked', () => {
  it.each(NOT_SURE)('nobody comes in, and no account is made, when it says %s', async (what, claims) => {
    const [client, sub] = [new OfficerClient(world.base), `new-${NOT_SURE.findIndex(([of]) => of === what)}`];
    const refused = await by(client, '/sign-in/provider', sub, claims);
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('a second step there')]);
    expect((await client.call('GET', '/api/v1/session')).status).toBe(401);
    expect(await officers(sub)).toBe(0);
  });

  it('whoever gave a second step comes in and confirms with it; without it neither, and the log has it', async () => {
    const client = new OfficerClient(world.base);
    expect((await by(client, '/sign-in/provider', 'ann', SURE)).status).toBe(303);
    expect((await client.call('GET', '/api/v1/session')).json().code).toBeUndefined();
    const weak = await by(client, '/confirm/provider', 'ann', { amr: ['pwd'] });
    expect([weak.status, weak.text]).toEqual([403, expect.stringContaining('a second step there')]);
    const session = async (): Promise<unknown> =>
      (JSON.parse((await client.call('GET', '/api/v1/session')).text) as { confirmedUntil: unknown })
        .confirmedUntil;
    expect([await session(), await refusedOf('ann')]).toEqual([null, 1]);
    expect((await by(client, '/confirm/provider', 'ann', SURE)).status).toBe(303);
    expect(await session()).not.toBeNull();
    const again = new OfficerClient(world.base);
    expect((await by(again, '/sign-in/provider', 'ann', {})).status).toBe(403);
    expect((await again.call('GET', '/api/v1/session')).status).toBe(401);
  });
});

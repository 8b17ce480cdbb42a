import { generateKeyPairSync } from 'node:crypto';
import { loadConfig } from '../../../src/config';
import { ProviderClient } from '../../../src/features/identity/provider.client';
import { ProviderRefused, ProviderUnavailable } from '../../../src/features/identity/identity.errors';
import { byKey, bySecret, ForgingProvider, type Token } from '../../support/forging-provider';

const SECRET = 'a secret for a test alone';
const SECONDS = 1_000;

/** Somebody between this service and the provider, or a provider of somebody else's, who wants to be an officer here. */
describe('an ID token', () => {
  const provider = new ForgingProvider();
  beforeAll(() => provider.start());
  afterEach(() => {
    provider.metadata = {};
  });
  afterAll(() => provider.close());

  const client = (): ProviderClient =>
    new ProviderClient(
      loadConfig({
        OIDC_ISSUER: provider.issuer,
        OIDC_CLIENT_ID: 'lintel',
        OIDC_CLIENT_SECRET: SECRET,
        OIDC_ROLES: 'a=investigator',
      }),
    );

  /** Who the provider says is there, when it answers with `change` of a token in which everything is right. */
  async function toldBy(change: (token: Token) => Partial<Token>, answer = ''): Promise<string> {
    const one = client();
    const { flow } = await one.begin({ again: false });
    const now = Math.floor(Date.now() / SECONDS);
    const right: Token = {
      header: { alg: 'RS256', kid: 'one' },
      claims: {
        ...{ iss: provider.issuer, aud: 'lintel', sub: 'an officer', nonce: flow.nonce },
        ...{ iat: now, exp: now + 60 },
      },
      signed: byKey(provider.key.privateKey),
    };
    provider.token = { ...right, ...change(right) };
    const { subject } = await one.finish(`code=any&state=${flow.state}${answer}`, flow);
    return subject;
  }

  const claim =
    (changed: Record<string, unknown>) =>
    ({ claims }: Token): Partial<Token> => ({ claims: { ...claims, ...changed } });
  const now = (): number => Math.floor(Date.now() / SECONDS);

  it('in which everything is right is taken', async () => {
    await expect(toldBy(() => ({}))).resolves.toBe('an officer');
  });

  it.each<[string, (token: Token) => Partial<Token>]>([
    [
      'signed with another key of the same name',
      () => ({ signed: byKey(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey) }),
    ],
    [
      'signed with a key that the provider does not have',
      ({ header }) => ({ header: { ...header, kid: 'two' } }),
    ],
    ['of which the signature was left out', () => ({ signed: () => '' })],
    ['that says that it needs no signature', () => ({ header: { alg: 'none' }, signed: () => '' })],
    [
      'signed with the secret of this service',
      () => ({ header: { alg: 'HS256' }, signed: bySecret(SECRET) }),
    ],
    [
      'signed with the public key as if it were a secret',
      () => ({
        header: { alg: 'HS256', kid: 'one' },
        signed: bySecret(provider.key.publicKey.export({ type: 'spki', format: 'pem' }) as string),
      }),
    ],
    [
      'changed after it was signed',
      ({ header, claims, signed }) => {
        const parts = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
        const before = signed(parts.join('.'));
        return { claims: { ...claims, sub: 'a superintendent' }, signed: () => before };
      },
    ],
    ['of another provider', claim({ iss: 'https://elsewhere.invalid' })],
    ['for another service', claim({ aud: 'another' })],
    [
      'for this service and another, given to that one',
      claim({ aud: ['lintel', 'another'], azp: 'another' }),
    ],
    ['that is over', claim({ iat: now() - 7_200, exp: now() - 3_600 })],
    ['that does not hold yet', claim({ nbf: now() + 3_600 })],
    ['without an end', claim({ exp: undefined })],
    ['of another sign-in', claim({ nonce: 'of another' })],
    ['made for something else, without a nonce', claim({ nonce: undefined })],
    ['of nobody', claim({ sub: undefined })],
  ])('%s is refused', async (_, change) => {
    await expect(toldBy(change)).rejects.toThrow(ProviderRefused);
  });

  it('after an answer that names another provider is refused', async () => {
    provider.metadata = { authorization_response_iss_parameter_supported: true };
    const elsewhere = encodeURIComponent('https://elsewhere.invalid');
    await expect(toldBy(() => ({}), `&iss=${elsewhere}`)).rejects.toThrow(ProviderRefused);
    await expect(toldBy(() => ({}))).rejects.toThrow(ProviderRefused);
  });

  it('is never asked for where a provider calls itself by another name', async () => {
    provider.metadata = { issuer: 'https://elsewhere.invalid' };
    await expect(client().begin({ again: false })).rejects.toThrow(ProviderUnavailable);
  });
});

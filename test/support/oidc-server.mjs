// A real OpenID Connect provider, run by provider.ts in a process of its own. People are told to it as messages.
import Provider from 'oidc-provider';

const [port, redirectUri, clientId, clientSecret] = process.argv.slice(2);
const issuer = `http://localhost:${port}`;
const people = new Map();

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'client_secret_post',
    },
  ],
  cookies: { keys: ['a key for a test alone'] },
  claims: {
    openid: ['sub'],
    profile: ['name', 'roles'],
    email: ['email', 'email_verified'],
  },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true } },
  findAccount: (_ctx, login) => ({
    accountId: login,
    claims: () => ({ sub: login, ...people.get(login) }),
  }),
});

process.on('message', ({ login, claims }) => {
  people.set(login, claims);
  process.send?.({ known: login });
});
process.on('disconnect', () => process.exit(0));
provider.listen(Number(port), '127.0.0.1', () => process.send?.({ ready: true }));

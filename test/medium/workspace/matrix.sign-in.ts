import { randomUUID } from 'node:crypto';
import { form, get, page, post, row, type Row } from './matrix.rows';

/** Signing in and out, confirming, the second step, and access in an emergency: over the API and as pages. */
export const SIGN_IN_MATRIX: Readonly<Record<string, Row>> = {
  'POST /api/v1/session': row(
    [401, 401, 401, 401, 401, 401],
    post(
      () => '/api/v1/session',
      () => ({ email: 'nobody@force.example', password: 'wrong password' }),
    ),
  ),
  'GET /api/v1/session': row(
    [401, 200, 200, 200, 200, 200],
    get(() => '/api/v1/session'),
  ),
  'GET /api/v1/session/still': row(
    [401, 200, 200, 200, 200, 200],
    get(() => '/api/v1/session/still'),
  ),
  'POST /api/v1/session/confirmation': row(
    [401, 200, 200, 200, 200, 200],
    post(
      () => '/api/v1/session/confirmation',
      ({ password }) => ({ password }),
    ),
  ),
  'GET /api/v1/second-factor': row(
    [401, 200, 200, 200, 200, 200],
    get(() => '/api/v1/second-factor'),
  ),
  'POST /api/v1/second-factor': row(
    [401, 201, 201, 201, 201, 201],
    post(() => '/api/v1/second-factor'),
  ),
  'POST /api/v1/second-factor/confirmation': row(
    [401, 400, 400, 400, 400, 400],
    post(
      () => '/api/v1/second-factor/confirmation',
      () => ({ code: '000000' }),
    ),
  ),
  'POST /api/v1/second-factor/recovery-codes': row(
    [401, 400, 400, 400, 400, 400],
    post(() => '/api/v1/second-factor/recovery-codes'),
  ),
  'DELETE /api/v1/second-factor': row([401, 204, 204, 204, 204, 204], (client) =>
    client.call('DELETE', '/api/v1/second-factor'),
  ),
  'GET /api/v1/passkeys': row(
    [401, 200, 200, 200, 200, 200],
    get(() => '/api/v1/passkeys'),
  ),
  // The service is reached by an address here, for which no browser makes a passkey; test/e2e/workspace/passkeys.spec.ts has a name.
  'POST /api/v1/passkeys/challenge': row(
    [401, 404, 404, 404, 404, 404],
    post(() => '/api/v1/passkeys/challenge'),
  ),
  'POST /api/v1/passkeys': row(
    [401, 400, 400, 400, 400, 400],
    post(
      () => '/api/v1/passkeys',
      () => ({ name: 'key' }),
    ),
  ),
  'DELETE /api/v1/passkeys/:id': row([401, 404, 404, 404, 404, 404], (client) =>
    client.call('DELETE', `/api/v1/passkeys/${randomUUID()}`),
  ),
  'POST /api/v1/session/passkey-challenge': row(
    [404, 404, 404, 404, 404, 404],
    post(() => '/api/v1/session/passkey-challenge'),
  ),
  'POST /api/v1/session/passkey': row(
    [400, 400, 400, 400, 400, 400],
    post(
      () => '/api/v1/session/passkey',
      () => ({}),
    ),
  ),
  'POST /sign-in/passkey': row(
    [303, 303, 303, 303, 303, 303],
    form(() => '/sign-in/passkey', { passkey: '' }),
  ),
  'POST /confirm/passkey': row(
    [303, 400, 400, 400, 400, 400],
    form(() => '/confirm/passkey', { passkey: '' }),
  ),
  'POST /passkeys/begin': row(
    [303, 200, 200, 200, 200, 200],
    form(() => '/passkeys/begin', { name: 'key' }),
  ),
  'POST /passkeys': row(
    [303, 400, 400, 400, 400, 400],
    form(() => '/passkeys', { name: 'key', passkey: '' }),
  ),
  'POST /passkeys/:id/remove': row(
    [303, 404, 404, 404, 404, 404],
    form(() => `/passkeys/${randomUUID()}/remove`),
  ),
  'GET /api/v1/sessions': row(
    [401, 200, 200, 200, 200, 200],
    get(() => '/api/v1/sessions'),
  ),
  'DELETE /api/v1/sessions': row([401, 200, 200, 200, 200, 200], (client) =>
    client.call('DELETE', '/api/v1/sessions'),
  ),
  'DELETE /api/v1/sessions/:id': row([401, 404, 404, 404, 404, 404], (client) =>
    client.call('DELETE', `/api/v1/sessions/${randomUUID()}`),
  ),
  'GET /api/v1/emergency-accesses': row(
    [401, 403, 200, 200, 200, 200],
    get(() => '/api/v1/emergency-accesses?limit=2'),
  ),
  'POST /api/v1/emergency-accesses': row(
    [401, 403, 403, 404, 404, 404],
    post(
      () => '/api/v1/emergency-accesses',
      () => ({ urn: 'NONE/SUCH', reason: 'Somebody may come to harm' }),
    ),
  ),
  'POST /api/v1/emergency-accesses/:id/end': row(
    [401, 403, 403, 204, 404, 204],
    post(
      (on) => `/api/v1/emergency-accesses/${on.emergency}/end`,
      () => ({}),
    ),
  ),
  'POST /api/v1/emergency-accesses/:id/seen': row(
    [401, 403, 403, 204, 403, 204],
    post(
      (on) => `/api/v1/emergency-accesses/${on.emergency}/seen`,
      () => ({}),
    ),
  ),
  'DELETE /api/v1/session': row([401, 204, 204, 204, 204, 204], (client) =>
    client.call('DELETE', '/api/v1/session'),
  ),
  'POST /api/v1/password': row(
    [401, 400, 400, 400, 400, 400],
    post(
      () => '/api/v1/password',
      ({ password }) => ({ current: password, wanted: 'short' }),
    ),
  ),
  'GET /sign-in': row(
    [200, 303, 303, 303, 303, 303],
    page(() => '/sign-in'),
  ),
  'POST /sign-in': row(
    [400, 400, 400, 400, 400, 400],
    form(() => '/sign-in', { email: 'nobody@force.example', password: 'wrong password' }),
  ),
  'GET /sign-in/code': row(
    [303, 303, 303, 303, 303, 303],
    page(() => '/sign-in/code'),
  ),
  'POST /sign-in/code': row(
    [303, 303, 303, 303, 303, 303],
    form(() => '/sign-in/code', { code: '000000' }),
  ),
  // No provider is set up here; test/e2e/workspace/provider.spec.ts has one.
  'GET /sign-in/provider': row(
    [503, 503, 503, 503, 503, 503],
    page(() => '/sign-in/provider'),
  ),
  'GET /sign-in/provider/callback': row(
    [200, 200, 200, 200, 200, 200],
    page(() => '/sign-in/provider/callback?code=x&state=y'),
  ),
  'GET /sign-in/provider/finish': row(
    [403, 403, 403, 403, 403, 403],
    page(() => '/sign-in/provider/finish?code=x&state=y'),
  ),
  'GET /confirm': row(
    [303, 200, 200, 200, 200, 200],
    page(() => '/confirm'),
  ),
  'POST /confirm': row(
    [303, 400, 400, 400, 400, 400],
    form(() => '/confirm', { password: '' }),
  ),
  'GET /confirm/provider': row(
    [303, 503, 503, 503, 503, 503],
    page(() => '/confirm/provider'),
  ),
  'GET /confirm/go-on': row(
    [303, 303, 303, 303, 303, 303],
    page(() => '/confirm/go-on'),
  ),
  'GET /second-factor': row(
    [303, 200, 200, 200, 200, 200],
    page(() => '/second-factor'),
  ),
  'POST /second-factor/begin': row(
    [303, 200, 200, 200, 200, 200],
    form(() => '/second-factor/begin'),
  ),
  'POST /second-factor': row(
    [303, 400, 400, 400, 400, 400],
    form(() => '/second-factor', { code: '000000' }),
  ),
  'POST /second-factor/recovery-codes': row(
    [303, 400, 400, 400, 400, 400],
    form(() => '/second-factor/recovery-codes'),
  ),
  'POST /second-factor/remove': row(
    [303, 303, 303, 303, 303, 303],
    form(() => '/second-factor/remove'),
  ),
  'GET /sessions': row(
    [303, 200, 200, 200, 200, 200],
    page(() => '/sessions'),
  ),
  'POST /sessions/end-others': row(
    [303, 303, 303, 303, 303, 303],
    form(() => '/sessions/end-others'),
  ),
  'POST /sessions/:id/end': row(
    [303, 404, 404, 404, 404, 404],
    form(() => `/sessions/${randomUUID()}/end`),
  ),
  'GET /emergency-accesses': row(
    [303, 403, 200, 200, 200, 200],
    page(() => '/emergency-accesses'),
  ),
  'POST /emergency-accesses': row(
    [303, 403, 403, 400, 400, 400],
    form(() => '/emergency-accesses', { urn: '', reason: '' }),
  ),
  'POST /emergency-accesses/:id/end': row(
    [303, 403, 403, 303, 404, 303],
    form((on) => `/emergency-accesses/${on.emergency}/end`),
  ),
  'POST /emergency-accesses/:id/seen': row(
    [303, 403, 403, 303, 403, 303],
    form((on) => `/emergency-accesses/${on.emergency}/seen`),
  ),
  'POST /sign-out': row(
    [303, 303, 303, 303, 303, 303],
    form(() => '/sign-out'),
  ),
  'GET /password': row(
    [303, 200, 200, 200, 200, 200],
    page(() => '/password'),
  ),
  'POST /password': row(
    [303, 400, 400, 400, 400, 400],
    form(() => '/password', { current: 'x' }),
  ),
};

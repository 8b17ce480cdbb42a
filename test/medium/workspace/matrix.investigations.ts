import { randomUUID } from 'node:crypto';
import { casePage, form, get, ofCase, page, post, row, typed, type Row } from './matrix.rows';

const details = { offence: 'Stalking', team: 'Safeguarding', state: 'open' };
const of = (investigation: string): string => `/investigations/${investigation}`;

const team = (investigation: string): string => `/teams/${investigation}`;
/** Supervisors, members or not. */
const supervisors = (signIn: number, status: number, send: Row['send']): Row =>
  row([signIn, 403, 403, status, 403, status], send);

/** Investigations: their lists, details and links. */
export const INVESTIGATION_MATRIX: Readonly<Record<string, Row>> = {
  'GET /investigations': row(
    [303, 403, 403, 200, 200, 200],
    page(() => '/investigations?q=stalking&mine=true&team=North&state=all'),
  ),
  // What a stranger finds, and what not: search.spec.ts.
  'GET /search': row(
    [303, 403, 403, 200, 200, 200],
    page(() => '/search?q=door'),
  ),
  'GET /api/v1/search': row(
    [401, 403, 403, 200, 200, 200],
    get(() => '/api/v1/search?q=door'),
  ),
  ...Object.fromEntries(
    ['evidence', 'exhibits', 'incidents', 'occasions', 'invitations', 'retention'].map((list) => [
      `GET /api/v1/investigations/:id/${list}/csv`,
      ofCase(
        200,
        get((on) => `/api/v1${of(on.investigation)}/${list}/csv`),
      ),
    ]),
  ),
  'GET /investigations/:id/series': casePage(
    200,
    page((on) => `${of(on.investigation)}/series`),
  ),
  'GET /api/v1/investigations/:id/series': ofCase(
    200,
    get((on) => `/api/v1${of(on.investigation)}/series`),
  ),
  'GET /api/v1/investigations/:id/changes': ofCase(200, (client, on) =>
    client.begin(`/api/v1${of(on.investigation)}/changes`),
  ),
  'GET /links/new': row(
    [303, 403, 403, 303, 303, 303],
    page(() => '/links/new?q=none'),
  ),
  'GET /investigations/:id/details': casePage(
    200,
    page((on) => `${of(on.investigation)}/details`),
  ),
  'POST /investigations/:id/details': casePage(
    400,
    form((on) => `${of(on.investigation)}/details`, { offence: '' }),
  ),
  'POST /investigations/:id/links': casePage(
    400,
    form((on) => `${of(on.investigation)}/links`, { urn: 'none', reason: 'The same victim' }),
  ),
  // Of a link that is there: investigations.spec.ts.
  'POST /investigations/:id/links/:linkId/remove': casePage(
    404,
    form((on) => `${of(on.investigation)}/links/${randomUUID()}/remove`),
  ),
  'POST /api/v1/investigations/:id/details': ofCase(
    400,
    post(
      (on) => `/api/v1${of(on.investigation)}/details`,
      (on) => ({ ...details, oicId: on.officer }),
    ),
  ),
  'GET /api/v1/investigations/:id/links': ofCase(
    200,
    get((on) => `/api/v1${of(on.investigation)}/links`),
  ),
  'POST /api/v1/investigations/:id/links': ofCase(
    400,
    post(
      (on) => `/api/v1${of(on.investigation)}/links`,
      () => ({ urn: 'none', reason: 'The same victim' }),
    ),
  ),
  'DELETE /api/v1/investigations/:id/links/:linkId': ofCase(404, (client, on) =>
    client.call('DELETE', `/api/v1${of(on.investigation)}/links/${randomUUID()}`),
  ),
  // What a supervisor really does to a team: teams.spec.ts.
  'GET /teams': supervisors(
    303,
    400,
    page(() => '/teams?urn=none'),
  ),
  'GET /teams/:id': supervisors(
    303,
    200,
    page((on) => team(on.investigation)),
  ),
  'POST /teams/:id/members': supervisors(
    303,
    400,
    form((on) => `${team(on.investigation)}/members`, { email: 'nobody@force.example' }),
  ),
  'POST /teams/:id/members/:officerId/remove': supervisors(
    303,
    303,
    form((on) => `${team(on.investigation)}/members/${randomUUID()}/remove`),
  ),
  'POST /teams/:id/assignment': supervisors(
    303,
    400,
    typed(
      (on) => team(on.investigation),
      '/assignment',
      () => ({ team: '', oicId: randomUUID() }),
    ),
  ),
  'GET /api/v1/teams': supervisors(
    401,
    404,
    get(() => '/api/v1/teams?urn=none'),
  ),
  'GET /api/v1/teams/:id/members': supervisors(
    401,
    200,
    get((on) => `/api/v1${team(on.investigation)}/members?limit=2`),
  ),
  'POST /api/v1/teams/:id/members': supervisors(
    401,
    404,
    post(
      (on) => `/api/v1${team(on.investigation)}/members`,
      () => ({ email: 'nobody@force.example' }),
    ),
  ),
  'DELETE /api/v1/teams/:id/members/:officerId': supervisors(401, 204, (client, on) =>
    client.call('DELETE', `/api/v1${team(on.investigation)}/members/${randomUUID()}`),
  ),
  'POST /api/v1/teams/:id/assignment': supervisors(
    401,
    400,
    post(
      (on) => `/api/v1${team(on.investigation)}/assignment`,
      () => ({ team: '', oicId: randomUUID() }),
    ),
  ),
};

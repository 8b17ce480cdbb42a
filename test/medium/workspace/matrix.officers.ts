import { form, get, page, post, row, unusedEmail, type Row, typed } from './matrix.rows';

const nothing = () => ({});
const someone = () => ({ email: unusedEmail(), displayName: 'Nora New', role: 'investigator' });

/** Whoever may make accounts, here the two supervisors; nobody else gets to know that there is one. */
const keepers = (status: number, send: Row['send']): Row => row([401, 403, 403, status, 403, status], send);
const keepersPage = (status: number, send: Row['send']): Row =>
  row([303, 403, 403, status, 403, status], send);

export const OFFICER_MATRIX: Readonly<Record<string, Row>> = {
  'GET /api/v1/officers': keepers(
    200,
    get(() => '/api/v1/officers?limit=3&state=active'),
  ),
  'GET /api/v1/officers/:id': keepers(
    200,
    get((on) => `/api/v1/officers/${on.colleague}`),
  ),
  'POST /api/v1/officers': keepers(
    201,
    post(() => '/api/v1/officers', someone),
  ),
  'POST /api/v1/officers/:id/one-time-password': keepers(
    409,
    post((on) => `/api/v1/officers/${on.colleague}/one-time-password`, nothing),
  ),
  'POST /api/v1/officers/:id/deactivate': keepers(
    204,
    post((on) => `/api/v1/officers/${on.colleague}/deactivate`, nothing),
  ),
  'POST /api/v1/officers/:id/activate': keepers(
    204,
    post((on) => `/api/v1/officers/${on.colleague}/activate`, nothing),
  ),
  'POST /api/v1/officers/:id/role': keepers(
    204,
    post(
      (on) => `/api/v1/officers/${on.colleague}/role`,
      () => ({ role: 'disclosure' }),
    ),
  ),
  'GET /officers': keepersPage(
    200,
    page(() => '/officers?q=e&state=all'),
  ),
  'GET /officers/new': keepersPage(
    200,
    page(() => '/officers/new'),
  ),
  'POST /officers': keepersPage(201, (client) => client.form('/officers', someone())),
  'GET /officers/:id': keepersPage(
    200,
    page((on) => `/officers/${on.colleague}`),
  ),
  'POST /officers/:id/one-time-password': keepersPage(
    409,
    form((on) => `/officers/${on.colleague}/one-time-password`),
  ),
  'POST /officers/:id/deactivate': keepersPage(
    303,
    form((on) => `/officers/${on.colleague}/deactivate`),
  ),
  'POST /officers/:id/activate': keepersPage(
    303,
    form((on) => `/officers/${on.colleague}/activate`),
  ),
  'POST /officers/:id/role': keepersPage(
    303,
    typed(
      (on) => `/officers/${on.colleague}`,
      '/role',
      () => ({ role: 'investigator' }),
    ),
  ),
};

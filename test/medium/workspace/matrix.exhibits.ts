import type { OfficerClient } from './client';
import {
  acceptance,
  casePage,
  form,
  get,
  ofCase,
  page,
  post,
  row,
  type Row,
  type Targets,
} from './matrix.rows';

const itemForm = (): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries({ ...acceptance, kind: 'document' })) data.set(name, value);
  data.set('file', new Blob(['%PDF-1.7']), 'result.pdf');
  return data;
};

const addItem = (client: OfficerClient, on: Targets): ReturnType<OfficerClient['call']> =>
  client.upload(`/api/v1/investigations/${on.investigation}/additions`, itemForm());

/** Page of a check that was just asked for; `undefined` for whoever may not ask. */
async function newestCheck(client: OfficerClient): Promise<string | undefined> {
  const asked = await client.call('POST', '/api/v1/custody/checks', {});
  return asked.status === 201 ? `/custody/checks/${asked.json().id}` : undefined;
}

/** The log of an item: for members, and for auditors who are none. */
const ofLog = (anonymous: number, shown: number, send: Row['send']): Row =>
  row([anonymous, 403, shown, 404, 404, shown], send);
/** For auditors alone. */
const ofAudit = (anonymous: number, auditor: number, send: Row['send']): Row =>
  row([anonymous, 403, auditor, 403, 403, 403], send);

/** Exhibits with what goes with them, their custody in view, and the log of everything. */
export const EXHIBIT_MATRIX: Readonly<Record<string, Row>> = {
  'GET /investigations/:id/exhibits': casePage(
    200,
    page((on) => `/investigations/${on.investigation}/exhibits`),
  ),
  'GET /investigations/:id/exhibits/new': casePage(
    200,
    page((on) => `/investigations/${on.investigation}/exhibits/new`),
  ),
  'POST /investigations/:id/exhibits': casePage(400, (client, on) =>
    client.upload(`/investigations/${on.investigation}/exhibits`, new FormData(), 'text/html'),
  ),
  'POST /api/v1/investigations/:id/additions': ofCase(201, addItem),
  'POST /investigations/:id/exhibit-labels': casePage(
    400,
    form((on) => `/investigations/${on.investigation}/exhibit-labels`, { name: 'Ann Bell' }),
  ),
  'POST /investigations/:id/exhibit-statements': casePage(
    400,
    form((on) => `/investigations/${on.investigation}/exhibit-statements`, { name: 'Ann Bell' }),
  ),
  'GET /exhibits/:id/statement': casePage(
    200,
    page((on) => `/exhibits/${on.exhibit}/statement`),
  ),
  'POST /api/v1/investigations/:id/exhibit-labels': ofCase(
    200,
    post(
      (on) => `/api/v1/investigations/${on.investigation}/exhibit-labels`,
      (on) => ({ exhibits: [on.exhibit] }),
    ),
  ),
  'POST /api/v1/investigations/:id/exhibit-statements': ofCase(
    200,
    post(
      (on) => `/api/v1/investigations/${on.investigation}/exhibit-statements`,
      (on) => ({ exhibits: [on.exhibit] }),
    ),
  ),
  'GET /api/v1/exhibits/:id/statement': ofCase(
    200,
    get((on) => `/api/v1/exhibits/${on.exhibit}/statement`),
  ),
  'GET /api/v1/exhibits/:id/statement/pdf': ofCase(
    200,
    get((on) => `/api/v1/exhibits/${on.exhibit}/statement/pdf`),
  ),
  'GET /clips/:id/custody/check': row(
    [303, 403, 303, 303, 303, 303],
    page((on) => `/clips/${on.clip}/custody/check`),
  ),
  'POST /clips/:id/custody/check': ofLog(
    303,
    200,
    form((on) => `/clips/${on.clip}/custody/check`),
  ),
  'POST /api/v1/clips/:id/custody/check': ofLog(
    401,
    200,
    post(
      (on) => `/api/v1/clips/${on.clip}/custody/check`,
      () => ({}),
    ),
  ),
  // The auditor's proof is logged itself, and here nobody signs it: the member's has to wait.
  'POST /api/v1/clips/:id/custody/proof': row(
    [401, 403, 200, 404, 404, 409],
    post(
      (on) => `/api/v1/clips/${on.clip}/custody/proof`,
      () => ({ reason: 'For the file' }),
    ),
  ),
  'POST /clips/:id/custody/proof': row(
    [303, 403, 201, 404, 404, 409],
    form((on) => `/clips/${on.clip}/custody/proof`, { reason: 'For the file' }),
  ),
  'GET /audit': ofAudit(
    303,
    200,
    page((on) => `/audit?investigation=${on.investigation}`),
  ),
  'POST /audit/search': ofAudit(
    303,
    303,
    form(() => '/audit/search', { type: 'viewed' }),
  ),
  'POST /audit/csv': ofAudit(
    303,
    200,
    form(() => '/audit/csv', { type: 'viewed' }),
  ),
  'GET /audit/officers/:id': ofAudit(
    303,
    200,
    page((on) => `/audit/officers/${on.officer}`),
  ),
  'GET /api/v1/audit/events': ofAudit(
    401,
    200,
    get((on) => `/api/v1/audit/events?investigation=${on.investigation}&limit=5`),
  ),
  'GET /api/v1/audit/events/csv': ofAudit(
    401,
    200,
    get(() => '/api/v1/audit/events/csv?type=viewed'),
  ),
  'POST /api/v1/audit/lookups': ofAudit(
    401,
    200,
    post(
      () => '/api/v1/audit/lookups',
      () => ({ email: 'nobody@force.example' }),
    ),
  ),
  'GET /api/v1/audit/officers/:id': ofAudit(
    401,
    200,
    get((on) => `/api/v1/audit/officers/${on.officer}`),
  ),
  'GET /custody/checks': row(
    [303, 403, 200, 200, 200, 200],
    page(() => '/custody/checks'),
  ),
  'POST /custody/checks': row(
    [303, 403, 303, 303, 303, 303],
    form(() => '/custody/checks'),
  ),
  'GET /custody/checks/:id': row([303, 403, 200, 200, 200, 200], async (client) =>
    client.page((await newestCheck(client)) ?? '/custody/checks/0193b3c0-0000-7000-8000-00000000000a'),
  ),
  'GET /api/v1/custody/checks': row(
    [401, 403, 200, 200, 200, 200],
    get(() => '/api/v1/custody/checks'),
  ),
  'GET /api/v1/custody/alarms': row(
    [401, 403, 200, 200, 200, 200],
    get(() => '/api/v1/custody/alarms'),
  ),
  'GET /api/v1/custody/witnesses': row(
    [401, 403, 200, 200, 200, 200],
    get(() => '/api/v1/custody/witnesses'),
  ),
  'POST /api/v1/custody/checks': row(
    [401, 403, 201, 201, 201, 201],
    post(
      () => '/api/v1/custody/checks',
      () => ({}),
    ),
  ),
  'GET /api/v1/custody/checks/:id': row([401, 403, 200, 200, 200, 200], async (client) =>
    client.call(
      'GET',
      `/api/v1${(await newestCheck(client)) ?? '/custody/checks/0193b3c0-0000-7000-8000-00000000000a'}`,
    ),
  ),
};

import { form, get, page, post, row, type Row } from './matrix.rows';

/** Of the scheme, over the API: the coordinator's alone. */
const ofScheme = (coordinator: number, send: Row['send']): Row => {
  const { expected } = row([401, coordinator, 403, 403, 403, 403], send);
  return { send, expected: { ...expected, discloser: 403 } };
};
/** The same as a page. */
const schemePage = (coordinator: number, send: Row['send']): Row => {
  const { expected } = row([303, coordinator, 403, 403, 403, 403], send);
  return { send, expected: { ...expected, discloser: 403 } };
};

const device = { givenOn: '2026-02-03', make: 'Ring', model: 'Video Doorbell' };
const entry = { ...device, person: 'P-1', force: 'Durham Constabulary', risk: 'high' };
const because = { version: '1', reason: 'As asked' };

/** What the routes of the scheme answer to whom. */
export const SCHEME_MATRIX: Readonly<Record<string, Row>> = {
  'GET /api/v1/scheme/figures': ofScheme(
    200,
    get(() => '/api/v1/scheme/figures'),
  ),
  'GET /api/v1/scheme/figures.csv': ofScheme(
    200,
    get(() => '/api/v1/scheme/figures.csv'),
  ),
  'GET /api/v1/scheme/doorbells.csv': ofScheme(
    200,
    get(() => '/api/v1/scheme/doorbells.csv'),
  ),
  'GET /api/v1/scheme/doorbells': ofScheme(
    200,
    get(() => '/api/v1/scheme/doorbells?limit=5&person=p-1'),
  ),
  'POST /api/v1/scheme/doorbells': ofScheme(
    201,
    post(
      () => '/api/v1/scheme/doorbells',
      () => ({ ...entry, costPence: 14_999 }),
    ),
  ),
  'GET /api/v1/scheme/doorbells/:id': ofScheme(
    200,
    get((on) => `/api/v1/scheme/doorbells/${on.doorbell}`),
  ),
  'POST /api/v1/scheme/doorbells/:id/corrections': ofScheme(
    204,
    post(
      (on) => `/api/v1/scheme/doorbells/${on.doorbell}/corrections`,
      () => ({ ...entry, ...because, costPence: 13_999 }),
    ),
  ),
  'POST /api/v1/scheme/doorbells/:id/fates': ofScheme(
    204,
    post(
      (on) => `/api/v1/scheme/doorbells/${on.doorbell}/fates`,
      () => ({ ...because, fate: 'lost', on: '2026-03-01' }),
    ),
  ),
  'POST /api/v1/scheme/doorbells/:id/replacements': ofScheme(
    201,
    post(
      (on) => `/api/v1/scheme/doorbells/${on.doorbell}/replacements`,
      () => ({ ...device, ...because, costPence: 9_900 }),
    ),
  ),
  'GET /scheme': schemePage(
    200,
    page(() => '/scheme'),
  ),
  'GET /scheme/figures.csv': schemePage(
    200,
    page(() => '/scheme/figures.csv'),
  ),
  'GET /scheme/doorbells.csv': schemePage(
    200,
    page(() => '/scheme/doorbells.csv'),
  ),
  'GET /scheme/doorbells': schemePage(
    200,
    page(() => '/scheme/doorbells?person=P-1'),
  ),
  'GET /scheme/doorbells/new': schemePage(
    200,
    page(() => '/scheme/doorbells/new'),
  ),
  'POST /scheme/doorbells': schemePage(
    303,
    form(() => '/scheme/doorbells', { ...entry, cost: '149.99' }),
  ),
  'GET /scheme/doorbells/:id': schemePage(
    200,
    page((on) => `/scheme/doorbells/${on.doorbell}`),
  ),
  'POST /scheme/doorbells/:id/corrections': schemePage(
    303,
    form((on) => `/scheme/doorbells/${on.doorbell}/corrections`, { ...entry, ...because, cost: '£149' }),
  ),
  'POST /scheme/doorbells/:id/fates': schemePage(
    303,
    form((on) => `/scheme/doorbells/${on.doorbell}/fates`, {
      ...because,
      fate: 'returned',
      on: '2026-03-01',
    }),
  ),
  'POST /scheme/doorbells/:id/replacements': schemePage(
    303,
    form((on) => `/scheme/doorbells/${on.doorbell}/replacements`, { ...device, ...because, cost: '99' }),
  ),
};

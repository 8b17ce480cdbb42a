import { form, get, page, post, row, type Row } from './matrix.rows';

/** Reports of pressure: of a supervisor who never was on the case, and of nobody else. */
export const REPORT_MATRIX: Readonly<Record<string, Row>> = {
  'GET /api/v1/reports': row(
    [401, 403, 403, 200, 403, 200],
    get(() => '/api/v1/reports?limit=2'),
  ),
  'GET /api/v1/reports/:id': row(
    [401, 403, 403, 200, 403, 404],
    get((on) => `/api/v1/reports/${on.report}`),
  ),
  'POST /api/v1/reports/:id/steps': row(
    [401, 403, 403, 204, 403, 404],
    post(
      (on) => `/api/v1/reports/${on.report}/steps`,
      () => ({ step: 'taken-up' }),
    ),
  ),
  'GET /api/v1/overview': row(
    [401, 403, 403, 200, 403, 200],
    get(() => '/api/v1/overview?limit=2'),
  ),
  'GET /overview': row(
    [303, 403, 403, 200, 403, 200],
    page(() => '/overview'),
  ),
  'GET /reports': row(
    [303, 403, 403, 200, 403, 200],
    page(() => '/reports'),
  ),
  'GET /reports/:id': row(
    [303, 403, 403, 200, 403, 404],
    page((on) => `/reports/${on.report}`),
  ),
  'POST /reports/:id/steps': row(
    [303, 403, 403, 303, 403, 404],
    form((on) => `/reports/${on.report}/steps`, { step: 'taken-up' }),
  ),
};

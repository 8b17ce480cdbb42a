import { casePage, form, get, ofCase, page, post, type Row } from './matrix.rows';

const order = { kind: 'restraining', madeOn: '2026-01-01', terms: 'Not to go to her street' };
const of = (investigation: string): string => `/investigations/${investigation}`;

/** The course of conduct. */
export const CONDUCT_MATRIX: Readonly<Record<string, Row>> = {
  'GET /investigations/:id/conduct': casePage(
    200,
    page((on) => `${of(on.investigation)}/conduct`),
  ),
  'POST /investigations/:id/occasions': casePage(
    400,
    form((on) => `${of(on.investigation)}/occasions`),
  ),
  'POST /investigations/:id/orders': casePage(
    400,
    form((on) => `${of(on.investigation)}/orders`),
  ),
  'POST /investigations/:id/chronology': casePage(
    400,
    form((on) => `${of(on.investigation)}/chronology`),
  ),
  'POST /orders/:id/withdrawal': casePage(
    303,
    form((on) => `/orders/${on.order}/withdrawal`, { reason: 'Recorded twice' }),
  ),
  'GET /occasions/:id': casePage(
    200,
    page((on) => `/occasions/${on.occasion}`),
  ),
  'POST /occasions/:id/decisions': casePage(
    400,
    form((on) => `/occasions/${on.occasion}/decisions`),
  ),
  'POST /occasions/:id/parts/:partId/removal': casePage(
    303,
    form((on) => `/occasions/${on.occasion}/parts/${on.occasionPart}/removal`),
  ),
  'GET /api/v1/investigations/:id/conduct': ofCase(
    200,
    get((on) => `/api/v1${of(on.investigation)}/conduct`),
  ),
  'GET /api/v1/investigations/:id/conduct/loose': ofCase(
    200,
    get((on) => `/api/v1${of(on.investigation)}/conduct/loose`),
  ),
  'GET /api/v1/investigations/:id/conduct/proposals': ofCase(
    200,
    get((on) => `/api/v1${of(on.investigation)}/conduct/proposals`),
  ),
  'GET /api/v1/investigations/:id/occasions': ofCase(
    200,
    get((on) => `/api/v1${of(on.investigation)}/occasions`),
  ),
  'GET /api/v1/investigations/:id/orders': ofCase(
    200,
    get((on) => `/api/v1${of(on.investigation)}/orders`),
  ),
  'GET /api/v1/occasions/:id': ofCase(
    200,
    get((on) => `/api/v1/occasions/${on.occasion}`),
  ),
  'GET /api/v1/occasions/:id/parts': ofCase(
    200,
    get((on) => `/api/v1/occasions/${on.occasion}/parts`),
  ),
  'GET /api/v1/occasions/:id/decisions': ofCase(
    200,
    get((on) => `/api/v1/occasions/${on.occasion}/decisions`),
  ),
  'POST /api/v1/investigations/:id/occasions': ofCase(
    400,
    post(
      (on) => `/api/v1${of(on.investigation)}/occasions`,
      () => ({}),
    ),
  ),
  'POST /api/v1/investigations/:id/orders': ofCase(
    201,
    post(
      (on) => `/api/v1${of(on.investigation)}/orders`,
      () => order,
    ),
  ),
  'POST /api/v1/investigations/:id/chronology': ofCase(
    200,
    post(
      (on) => `/api/v1${of(on.investigation)}/chronology`,
      () => ({ reason: 'For the file' }),
    ),
  ),
  'POST /api/v1/orders/:id/withdrawal': ofCase(
    204,
    post(
      (on) => `/api/v1/orders/${on.order}/withdrawal`,
      () => ({ reason: 'Recorded twice' }),
    ),
  ),
  'POST /api/v1/occasions/:id/parts': ofCase(
    400,
    post(
      (on) => `/api/v1/occasions/${on.occasion}/parts`,
      () => ({}),
    ),
  ),
  'DELETE /api/v1/occasions/:id/parts/:partId': ofCase(204, (client, on) =>
    client.call('DELETE', `/api/v1/occasions/${on.occasion}/parts/${on.occasionPart}`),
  ),
  'POST /api/v1/occasions/:id/decisions': ofCase(
    204,
    post(
      (on) => `/api/v1/occasions/${on.occasion}/decisions`,
      () => ({ counts: true, reason: 'She was there' }),
    ),
  ),
  'GET /investigations/:id/applications': casePage(
    200,
    page((on) => `${of(on.investigation)}/applications`),
  ),
  'POST /investigations/:id/applications': casePage(
    303,
    form((on) => `${of(on.investigation)}/applications`),
  ),
  'GET /applications/:id': casePage(
    200,
    page((on) => `/applications/${on.application}`),
  ),
  'POST /applications/:id/versions': casePage(
    303,
    form((on) => `/applications/${on.application}/versions`, { kind: 'full' }),
  ),
  'POST /applications/:id/paper': casePage(
    200,
    form((on) => `/applications/${on.application}/paper`, { reason: 'For the file' }),
  ),
  'GET /api/v1/investigations/:id/applications': ofCase(
    200,
    get((on) => `/api/v1${of(on.investigation)}/applications`),
  ),
  'POST /api/v1/investigations/:id/applications': ofCase(
    201,
    post(
      (on) => `/api/v1${of(on.investigation)}/applications`,
      () => ({}),
    ),
  ),
  'GET /api/v1/applications/:id': ofCase(
    200,
    get((on) => `/api/v1/applications/${on.application}`),
  ),
  'GET /api/v1/applications/:id/versions': ofCase(
    200,
    get((on) => `/api/v1/applications/${on.application}/versions`),
  ),
  'POST /api/v1/applications/:id/versions': ofCase(
    201,
    post(
      (on) => `/api/v1/applications/${on.application}/versions`,
      () => ({}),
    ),
  ),
  'POST /api/v1/applications/:id/paper': ofCase(
    200,
    post(
      (on) => `/api/v1/applications/${on.application}/paper`,
      () => ({ reason: 'For the file' }),
    ),
  ),
};

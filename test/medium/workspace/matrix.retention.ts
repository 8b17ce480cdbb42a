import { casePage, form, get, ofCase, page, post, row, type Row, type Targets } from './matrix.rows';

const why = { reason: 'For the matrix' };
const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
const ofInvestigation = (path: string) => (on: Targets) => `/investigations/${on.investigation}/${path}`;
const ofClip = (path: string) => (on: Targets) => `/clips/${on.clip}/${path}`;
const ofHold = (on: Targets): string => `/holds/${on.hold}/lifting`;
const ofDisposal = (path: string) => (on: Targets) => `/disposals/${on.disposal}/${path}`;
const api = (path: (on: Targets) => string) => (on: Targets) => `/api/v1${path(on)}`;

/** Of supervisors who are members; the one who was removed is none. */
const bySupervisor = (member: number, send: Row['send']): Row => row([401, 403, 403, 404, 403, member], send);
const supervisorPage = (member: number, send: Row['send']): Row =>
  row([303, 403, 403, 404, 403, member], send);
const withReason = (path: (on: Targets) => string): Row['send'] => post(api(path), () => why);

/** Keeping and disposal. Nothing has an outcome here, so nothing can be disposed of. */
export const RETENTION_MATRIX: Readonly<Record<string, Row>> = {
  'GET /api/v1/investigations/:id/retention': ofCase(200, get(api(ofInvestigation('retention?limit=3')))),
  'POST /api/v1/investigations/:id/outcomes': ofCase(
    204,
    post(api(ofInvestigation('outcomes')), () => ({ outcome: 'open', group: '2', ...why })),
  ),
  'GET /api/v1/investigations/:id/holds': ofCase(200, get(api(ofInvestigation('holds?limit=2')))),
  'POST /api/v1/investigations/:id/holds': ofCase(201, withReason(ofInvestigation('holds'))),
  'GET /api/v1/clips/:id/retention': ofCase(200, get(api(ofClip('retention')))),
  'GET /api/v1/clips/:id/holds': ofCase(200, get(api(ofClip('holds?limit=2')))),
  'POST /api/v1/clips/:id/holds': ofCase(201, withReason(ofClip('holds'))),
  'POST /api/v1/clips/:id/keep-reviews': ofCase(
    204,
    post(api(ofClip('keep-reviews')), () => ({ until: soon, ...why })),
  ),
  'POST /api/v1/clips/:id/disposals': ofCase(409, withReason(ofClip('disposals'))),
  'POST /api/v1/holds/:id/lifting': bySupervisor(204, withReason(ofHold)),
  'POST /api/v1/disposals/:id/approval': bySupervisor(409, withReason(ofDisposal('approval'))),
  'POST /api/v1/disposals/:id/refusal': bySupervisor(204, withReason(ofDisposal('refusal'))),
  'POST /api/v1/disposals/:id/stop': ofCase(204, withReason(ofDisposal('stop'))),

  'GET /investigations/:id/retention': casePage(200, page(ofInvestigation('retention'))),
  'POST /investigations/:id/outcomes': casePage(400, form(ofInvestigation('outcomes'))),
  'POST /investigations/:id/holds': casePage(400, form(ofInvestigation('holds'))),
  'GET /clips/:id/retention': casePage(200, page(ofClip('retention'))),
  'POST /clips/:id/holds': casePage(303, form(ofClip('holds'), why)),
  'POST /clips/:id/keep-reviews': casePage(303, form(ofClip('keep-reviews'), { until: soon, ...why })),
  'POST /clips/:id/disposals': casePage(409, form(ofClip('disposals'), why)),
  'POST /holds/:id/lifting': supervisorPage(303, form(ofHold, why)),
  'POST /disposals/:id/approval': supervisorPage(409, form(ofDisposal('approval'), why)),
  'POST /disposals/:id/refusal': supervisorPage(303, form(ofDisposal('refusal'), why)),
  'POST /disposals/:id/stop': casePage(303, form(ofDisposal('stop'), why)),
};

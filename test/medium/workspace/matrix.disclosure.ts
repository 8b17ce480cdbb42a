import { get, ofCase, ofDisclosure, post, type Row } from './matrix.rows';

/** What the routes of disclosure answer to whom: only disclosure officers who are members. */
export const DISCLOSURE_MATRIX: Readonly<Record<string, Row>> = {
  'GET /api/v1/investigations/:id/items': ofDisclosure(
    200,
    get((on) => `/api/v1/investigations/${on.investigation}/items?undecided=true&limit=3`),
  ),
  'GET /api/v1/written/:id': ofCase(
    200,
    get((on) => `/api/v1/written/${on.written}`),
  ),
  'POST /api/v1/investigations/:id/decisions': ofDisclosure(
    201,
    post(
      (on) => `/api/v1/investigations/${on.investigation}/decisions`,
      (on) => ({
        items: [on.clip],
        classification: 'unused',
        meetsTest: true,
        description: 'A cat',
        reason: 'A cat',
      }),
    ),
  ),
  'GET /api/v1/clips/:id/decisions': ofDisclosure(
    200,
    get((on) => `/api/v1/clips/${on.clip}/decisions`),
  ),
  'GET /api/v1/investigations/:id/reviews': ofDisclosure(
    200,
    get((on) => `/api/v1/investigations/${on.investigation}/reviews`),
  ),
  'POST /api/v1/investigations/:id/reviews': ofDisclosure(
    201,
    post(
      (on) => `/api/v1/investigations/${on.investigation}/reviews`,
      () => ({ occasion: 'defence-statement', reason: 'It has come' }),
    ),
  ),
  'GET /api/v1/investigations/:id/schedules': ofDisclosure(
    200,
    get((on) => `/api/v1/investigations/${on.investigation}/schedules`),
  ),
  'POST /api/v1/investigations/:id/schedules': ofDisclosure(
    201,
    post(
      (on) => `/api/v1/investigations/${on.investigation}/schedules`,
      () => ({ form: 'MG6C' }),
    ),
  ),
  'GET /api/v1/schedules/:id': ofDisclosure(
    200,
    get((on) => `/api/v1/schedules/${on.schedule}`),
  ),
  'POST /api/v1/schedules/:id/signature': ofDisclosure(
    400,
    post(
      (on) => `/api/v1/schedules/${on.schedule}/signature`,
      () => ({ signedName: 'x' }),
    ),
  ),
  'POST /api/v1/schedules/:id/sending': ofDisclosure(
    204,
    post(
      (on) => `/api/v1/schedules/${on.schedule}/sending`,
      () => ({ to: 'Ann Crown' }),
    ),
  ),
  'POST /api/v1/schedules/:id/endorsements': ofDisclosure(
    409,
    post(
      (on) => `/api/v1/schedules/${on.schedule}/endorsements`,
      () => ({ prosecutor: 'Ann Crown', rows: [{ position: 1, answer: 'D' }] }),
    ),
  ),
  'POST /api/v1/schedules/:id/endorsement-lists': ofDisclosure(
    409,
    post(
      (on) => `/api/v1/schedules/${on.schedule}/endorsement-lists`,
      () => ({ prosecutor: 'Ann Crown', csv: '1,D' }),
    ),
  ),
  'GET /api/v1/schedules/:id/pdf': ofDisclosure(
    200,
    get((on) => `/api/v1/schedules/${on.schedule}/pdf`),
  ),
  'GET /api/v1/schedules/:id/docx': ofDisclosure(
    200,
    get((on) => `/api/v1/schedules/${on.schedule}/docx`),
  ),
  'GET /api/v1/schedules/:id/csv': ofDisclosure(
    200,
    get((on) => `/api/v1/schedules/${on.schedule}/csv`),
  ),
  'GET /api/v1/investigations/:id/bundles': ofDisclosure(
    200,
    get((on) => `/api/v1/investigations/${on.investigation}/bundles?limit=3`),
  ),
  'POST /api/v1/investigations/:id/bundles/preview': ofDisclosure(
    200,
    post(
      (on) => `/api/v1/investigations/${on.investigation}/bundles/preview`,
      () => ({ kind: 'prosecution' }),
    ),
  ),
  'POST /api/v1/investigations/:id/bundles': ofDisclosure(
    409,
    post(
      (on) => `/api/v1/investigations/${on.investigation}/bundles`,
      () => ({ kind: 'prosecution' }),
    ),
  ),
  'GET /api/v1/bundles/:id': ofDisclosure(
    200,
    get((on) => `/api/v1/bundles/${on.bundle}`),
  ),
  'POST /api/v1/bundles/:id/revoke': ofDisclosure(
    409,
    post(
      (on) => `/api/v1/bundles/${on.waitingBundle}/revoke`,
      () => ({ reason: 'A mistake' }),
    ),
  ),
  'POST /api/v1/bundles/:id/downloads': ofDisclosure(
    201,
    post(
      (on) => `/api/v1/bundles/${on.bundle}/downloads`,
      () => ({ reason: 'For the file' }),
    ),
  ),
  'HEAD /api/v1/bundles/:id/archive': ofDisclosure(200, (client, on) =>
    client.call('HEAD', `/api/v1/bundles/${on.bundle}/archive?ticket=${on.bundleTicket}`),
  ),
  'GET /api/v1/bundles/:id/archive': ofDisclosure(
    200,
    get((on) => `/api/v1/bundles/${on.bundle}/archive?ticket=${on.bundleTicket}`),
  ),
  'GET /api/v1/bundles/:id/issues': ofDisclosure(
    200,
    get((on) => `/api/v1/bundles/${on.bundle}/issues`),
  ),
  'POST /api/v1/bundles/:id/issues': ofDisclosure(
    201,
    post(
      (on) => `/api/v1/bundles/${on.bundle}/issues`,
      () => ({ recipientKind: 'court', recipientName: 'Quill & Quoin', days: 7 }),
    ),
  ),
  'POST /api/v1/issues/:id/renew': ofDisclosure(
    409,
    post(
      (on) => `/api/v1/issues/${on.revokedIssue}/renew`,
      () => ({ days: 7 }),
    ),
  ),
  'POST /api/v1/issues/:id/revoke': ofDisclosure(
    204,
    post(
      (on) => `/api/v1/issues/${on.issue}/revoke`,
      () => ({ reason: 'A mistake' }),
    ),
  ),
};

import { londonDay } from '../../../src/kernel/london-day';
import { STREET } from '../../factories/person-request';
import { acceptance, casePage, disclosurePage, form, page, row, type Row, typed } from './matrix.rows';

/** What each page and form answers to whom. */
export const PAGE_MATRIX: Readonly<Record<string, Row>> = {
  'GET /': row(
    [303, 200, 200, 200, 200, 200],
    page(() => '/'),
  ),
  'GET /investigations/new': row(
    [303, 403, 403, 200, 200, 200],
    page(() => '/investigations/new'),
  ),
  'POST /investigations': row(
    [303, 403, 403, 400, 400, 400],
    form(() => '/investigations', { urn: '' }),
  ),
  'GET /investigations/:id': casePage(
    200,
    page((on) => `/investigations/${on.investigation}`),
  ),
  'GET /investigations/:id/clips': casePage(
    200,
    page((on) => `/investigations/${on.investigation}/clips`),
  ),
  'POST /investigations/:id/members': casePage(
    400,
    form((on) => `/investigations/${on.investigation}/members`, { email: 'nobody@force.example' }),
  ),
  'POST /investigations/:id/members/:officerId/remove': casePage(
    303,
    form((on) => `/investigations/${on.investigation}/members/${on.officer}/remove`),
  ),
  'GET /investigations/:id/invitations/new': casePage(
    200,
    page((on) => `/investigations/${on.investigation}/invitations/new`),
  ),
  'POST /investigations/:id/invitations': casePage(
    201,
    form((on) => `/investigations/${on.investigation}/invitations`, { valid: '20', channel: 'none' }),
  ),
  'GET /investigations/:id/requests/new': casePage(
    200,
    page((on) => `/investigations/${on.investigation}/requests/new`),
  ),
  'POST /investigations/:id/requests': casePage(
    201,
    form((on) => `/investigations/${on.investigation}/requests`, {
      ...STREET,
      ...{ holder: 'neighbour', basis: 'voluntary', agreesFor: 'self', valid: '20' },
    }),
  ),
  'GET /invitations/:id/requests': casePage(
    200,
    page((on) => `/invitations/${on.otherInvitation}/requests`),
  ),
  'POST /invitations/:id/requests': casePage(
    303,
    typed(
      (on) => `/invitations/${on.otherInvitation}/requests`,
      '',
      () => ({
        ...STREET,
        ...{ holder: 'neighbour', basis: 'voluntary', agreesFor: 'self', correction: 'The day was wrong' },
      }),
    ),
  ),
  'GET /invitations/:id/victim-notices': casePage(
    200,
    page((on) => `/invitations/${on.toldInvitation}/victim-notices`),
  ),
  'POST /invitations/:id/victim-notices': casePage(303, (client, on) =>
    client.typed(`/invitations/${on.toldInvitation}/victim-notices`, {
      ...{ request: on.toldRequest, told: 'given', givenOn: londonDay(new Date()), words: 'By letter' },
    }),
  ),
  'GET /invitations/:id/parent-notices': casePage(
    200,
    page((on) => `/invitations/${on.toldInvitation}/parent-notices`),
  ),
  'POST /invitations/:id/parent-notices': casePage(303, (client, on) =>
    client.typed(`/invitations/${on.toldInvitation}/parent-notices`, {
      ...{ request: on.toldRequest, told: 'given', givenOn: londonDay(new Date()), words: 'By telephone' },
    }),
  ),
  'POST /invitations/:id/renew': casePage(200, (client, on) =>
    client.renewed(`/investigations/${on.investigation}`, on.invitation),
  ),
  'POST /invitations/:id/revoke': casePage(
    303,
    form((on) => `/invitations/${on.invitation}/revoke`),
  ),
  'GET /investigations/:id/incidents': casePage(
    200,
    page((on) => `/investigations/${on.investigation}/incidents`),
  ),
  'GET /invitations/:id': casePage(
    200,
    page((on) => `/invitations/${on.invitation}`),
  ),
  'GET /invitations/:id/safe-contact': casePage(
    200,
    page((on) => `/invitations/${on.invitation}/safe-contact`),
  ),
  'POST /invitations/:id/safe-contact': casePage(
    303,
    form((on) => `/invitations/${on.invitation}/safe-contact`, { doNotContact: 'yes' }),
  ),
  'GET /invitations/:id/notice': casePage(
    200,
    page((on) => `/invitations/${on.invitation}/notice`),
  ),
  'POST /invitations/:id/notice': casePage(
    303,
    form((on) => `/invitations/${on.invitation}/notice`, { readAloud: 'yes', decides: 'self', relation: '' }),
  ),
  'POST /invitations/:id/advocate': casePage(
    303,
    typed(
      (on) => `/invitations/${on.invitation}`,
      '/advocate',
      () => ({ acts: 'yes', name: 'Ada' }),
    ),
  ),
  'POST /invitations/:id/assisted': casePage(
    201,
    form((on) => `/invitations/${on.invitation}/assisted`, { place: 'station' }),
  ),
  'POST /concerns/:id/seen': casePage(
    303,
    form((on) => `/concerns/${on.concern}/seen`),
  ),
  'GET /clips/:id': casePage(
    200,
    page((on) => `/clips/${on.clip}`),
  ),
  'GET /clips/:id/viewings/:viewing': casePage(
    200,
    page((on) => `/clips/${on.clip}/viewings/${on.viewing}`),
  ),
  'POST /clips/:id/learned-times': casePage(
    400,
    form((on) => `/clips/${on.clip}/learned-times`, { reason: 'x' }),
  ),
  'POST /clips/:id/stills': casePage(
    400,
    form((on) => `/clips/${on.exhibitClip}/stills`, { frame: '1' }),
  ),
  'POST /clips/:id/stills/series': casePage(
    400,
    form((on) => `/clips/${on.exhibitClip}/stills/series`, { from: '1' }),
  ),
  'POST /clips/:id/markers': casePage(
    303,
    form((on) => `/clips/${on.clip}/markers`, { text: 'He rings', frame: '', seconds: '', viewing: '' }),
  ),
  'POST /clips/:id/markers/:marker/strike': casePage(
    303,
    form((on) => `/clips/${on.clip}/markers/${on.marker}/strike`, { reason: 'Another clip was meant' }),
  ),
  'POST /clips/:id/viewings': casePage(
    303,
    form((on) => `/clips/${on.clip}/viewings`, { content: 'proxy' }),
  ),
  'POST /clips/:id/downloads': casePage(
    303,
    form((on) => `/clips/${on.clip}/downloads`, { content: 'original', reason: 'For the file' }),
  ),
  'POST /clips/:id/quarantine/end': casePage(
    409,
    form((on) => `/clips/${on.clip}/quarantine/end`, { reason: 'A false alarm' }),
  ),
  'POST /clips/:id/accept': casePage(
    303,
    form((on) => `/clips/${on.clip}/accept`, acceptance),
  ),
  'POST /clips/:id/decline': casePage(
    303,
    form((on) => `/clips/${on.clip}/decline`, { reason: 'Not relevant' }),
  ),
  'POST /clips/:id/time-choices': casePage(
    400,
    form((on) => `/clips/${on.clip}/time-choices`, { reason: 'No time' }),
  ),
  'POST /clips/:id/overlay-times': casePage(
    303,
    form((on) => `/clips/${on.clip}/overlay-times`, {
      wall: '2026-11-22 22:41:08',
      zone: 'Europe/London',
      frame: '1',
      seconds: '0',
      occurrence: '',
      reason: 'Burned into the picture',
    }),
  ),
  'GET /exhibits/:id': casePage(
    200,
    page((on) => `/exhibits/${on.exhibit}`),
  ),
  'GET /clips/:id/custody': row(
    [303, 403, 200, 404, 404, 200],
    page((on) => `/clips/${on.clip}/custody`),
  ),
  'GET /custody': row(
    [303, 403, 303, 403, 403, 403],
    page((on) => `/custody?clip=${on.clip}`),
  ),
  'GET /investigations/:id/disclosure': disclosurePage(
    200,
    page((on) => `/investigations/${on.investigation}/disclosure?show=all`),
  ),
  'POST /investigations/:id/disclosure/decisions': disclosurePage(
    400,
    form((on) => `/investigations/${on.investigation}/disclosure/decisions`, { classification: 'unused' }),
  ),
  'POST /investigations/:id/disclosure/reviews': disclosurePage(
    303,
    form((on) => `/investigations/${on.investigation}/disclosure/reviews`, {
      occasion: 'other',
      reason: 'x',
    }),
  ),
  'POST /investigations/:id/disclosure/schedules': disclosurePage(
    303,
    form((on) => `/investigations/${on.investigation}/disclosure/schedules`, { form: 'MG6C' }),
  ),
  'GET /written/:id': casePage(
    200,
    page((on) => `/written/${on.written}`),
  ),
  'GET /schedules/:id': disclosurePage(
    200,
    page((on) => `/schedules/${on.schedule}`),
  ),
  'POST /schedules/:id/signature': disclosurePage(
    400,
    form((on) => `/schedules/${on.schedule}/signature`, { signedName: 'x' }),
  ),
  'POST /schedules/:id/sending': disclosurePage(
    400,
    form((on) => `/schedules/${on.schedule}/sending`, { to: '' }),
  ),
  'POST /schedules/:id/endorsements': disclosurePage(
    409,
    form((on) => `/schedules/${on.schedule}/endorsements`, {
      ...{ prosecutor: 'Ann Crown', answer: 'D', rows: '1' },
    }),
  ),
  'POST /schedules/:id/endorsement-lists': disclosurePage(
    409,
    form((on) => `/schedules/${on.schedule}/endorsement-lists`, { prosecutor: 'Ann Crown', csv: '1,D' }),
  ),
  'GET /investigations/:id/bundles/preview': disclosurePage(
    200,
    page((on) => `/investigations/${on.investigation}/bundles/preview?kind=prosecution`),
  ),
  'POST /investigations/:id/bundles': disclosurePage(409, (client, on) =>
    client.form(`/investigations/${on.investigation}/bundles`, { kind: 'court', items: on.clip }),
  ),
  'GET /bundles/:id': disclosurePage(
    200,
    page((on) => `/bundles/${on.bundle}`),
  ),
  'POST /bundles/:id/downloads': disclosurePage(
    303,
    form((on) => `/bundles/${on.bundle}/downloads`, { reason: 'For the file' }),
  ),
  'POST /bundles/:id/revoke': disclosurePage(
    409,
    form((on) => `/bundles/${on.waitingBundle}/revoke`, { reason: 'A mistake' }),
  ),
  'GET /bundles/:id/issues': disclosurePage(
    200,
    page((on) => `/bundles/${on.bundle}/issues`),
  ),
  'POST /bundles/:id/issues': disclosurePage(
    201,
    form((on) => `/bundles/${on.bundle}/issues`, {
      recipientKind: 'court',
      recipientName: 'The court',
      days: '7',
      supersedes: '',
    }),
  ),
  'POST /bundles/:id/issues/:issue/renew': disclosurePage(
    409,
    form((on) => `/bundles/${on.bundle}/issues/${on.revokedIssue}/renew`, { days: '7' }),
  ),
  'POST /issues/:id/revoke': disclosurePage(
    303,
    form((on) => `/issues/${on.issue}/revoke`, { reason: 'A mistake' }),
  ),
};

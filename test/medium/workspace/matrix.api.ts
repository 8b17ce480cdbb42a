import { londonDay } from '../../../src/kernel/london-day';
import { STREET, TESTED } from '../../factories/person-request';
import { acceptance, casework, get, ofCase, post, row, unusedUrn, type Row } from './matrix.rows';

/** What each route of the API answers to whom. */
export const API_MATRIX: Readonly<Record<string, Row>> = {
  'GET /api/v1/openapi.json': row(
    [200, 200, 200, 200, 200, 200],
    get(() => '/api/v1/openapi.json'),
  ),

  'GET /api/v1/investigations': casework(
    200,
    get(() => '/api/v1/investigations?limit=5'),
  ),
  'POST /api/v1/investigations': casework(
    201,
    post(
      () => '/api/v1/investigations',
      () => ({ urn: unusedUrn(), offence: 'Stalking' }),
    ),
  ),
  'GET /api/v1/investigations/:id': ofCase(
    200,
    get((on) => `/api/v1/investigations/${on.investigation}`),
  ),
  'GET /api/v1/investigations/:id/members': ofCase(
    200,
    get((on) => `/api/v1/investigations/${on.investigation}/members?limit=2`),
  ),
  'POST /api/v1/investigations/:id/members': ofCase(
    404,
    post(
      (on) => `/api/v1/investigations/${on.investigation}/members`,
      () => ({ email: 'nobody@force.example' }),
    ),
  ),
  'DELETE /api/v1/investigations/:id/members/:officerId': ofCase(204, (client, on) =>
    client.call('DELETE', `/api/v1/investigations/${on.investigation}/members/${on.officer}`),
  ),
  'GET /api/v1/investigations/:id/invitations': ofCase(
    200,
    get((on) => `/api/v1/investigations/${on.investigation}/invitations`),
  ),
  'POST /api/v1/investigations/:id/invitations': ofCase(
    201,
    post(
      (on) => `/api/v1/investigations/${on.investigation}/invitations`,
      () => ({ days: 10, safeContact: { channel: 'in-person' } }),
    ),
  ),
  'POST /api/v1/investigations/:id/requests': ofCase(
    201,
    post(
      (on) => `/api/v1/investigations/${on.investigation}/requests`,
      () => ({ ...STREET, holder: 'advocate', test: TESTED }),
    ),
  ),
  'GET /api/v1/invitations/:id/requests': ofCase(
    200,
    get((on) => `/api/v1/invitations/${on.otherInvitation}/requests`),
  ),
  'POST /api/v1/invitations/:id/requests': ofCase(
    204,
    post(
      (on) => `/api/v1/invitations/${on.otherInvitation}/requests`,
      () => ({ ...STREET, test: null, correction: 'The day was wrong' }),
    ),
  ),
  'POST /api/v1/invitations/:id/victim-notices': ofCase(
    204,
    post(
      (on) => `/api/v1/invitations/${on.toldInvitation}/victim-notices`,
      (on) => ({ request: on.toldRequest, givenOn: londonDay(new Date()), words: 'By letter' }),
    ),
  ),
  'POST /api/v1/invitations/:id/parent-notices': ofCase(
    204,
    post(
      (on) => `/api/v1/invitations/${on.toldInvitation}/parent-notices`,
      (on) => ({ request: on.toldRequest, givenOn: londonDay(new Date()), words: 'By telephone' }),
    ),
  ),
  'POST /api/v1/invitations/:id/renew': ofCase(
    200,
    post(
      (on) => `/api/v1/invitations/${on.invitation}/renew`,
      () => ({ days: 10 }),
    ),
  ),
  'POST /api/v1/invitations/:id/revoke': ofCase(
    204,
    post((on) => `/api/v1/invitations/${on.invitation}/revoke`),
  ),

  'GET /api/v1/investigations/:id/incidents': ofCase(
    200,
    get((on) => `/api/v1/investigations/${on.investigation}/incidents?limit=3`),
  ),
  'GET /api/v1/investigations/:id/flags': ofCase(
    200,
    get((on) => `/api/v1/investigations/${on.investigation}/flags`),
  ),
  'POST /api/v1/concerns/:id/seen': ofCase(
    204,
    post(
      (on) => `/api/v1/concerns/${on.concern}/seen`,
      () => ({}),
    ),
  ),
  'GET /api/v1/invitations/:id/care': ofCase(
    200,
    get((on) => `/api/v1/invitations/${on.invitation}/care`),
  ),
  'POST /api/v1/invitations/:id/safe-contact': ofCase(
    204,
    post(
      (on) => `/api/v1/invitations/${on.invitation}/safe-contact`,
      () => ({ channel: 'phone', address: '01632 960000', days: [1, 2], from: '10:00', until: '12:00' }),
    ),
  ),
  'POST /api/v1/invitations/:id/notice': ofCase(
    204,
    post(
      (on) => `/api/v1/invitations/${on.invitation}/notice`,
      () => ({
        ...{ readAloud: true, decides: 'child', relation: 'parent', name: 'Pat' },
        ...{ ownViews: 'sought', ownViewsWords: 'Yes' },
      }),
    ),
  ),
  'POST /api/v1/invitations/:id/advocate': ofCase(
    204,
    post(
      (on) => `/api/v1/invitations/${on.invitation}/advocate`,
      () => ({ acts: true, name: 'Ada', organisation: 'Help' }),
    ),
  ),
  'POST /api/v1/invitations/:id/assisted': ofCase(
    201,
    post(
      (on) => `/api/v1/invitations/${on.invitation}/assisted`,
      () => ({ place: 'home' }),
    ),
  ),

  'GET /api/v1/investigations/:id/clips': ofCase(
    200,
    get((on) => `/api/v1/investigations/${on.investigation}/clips?untriaged=true&limit=3`),
  ),
  'GET /api/v1/clips/:id': ofCase(
    200,
    get((on) => `/api/v1/clips/${on.clip}`),
  ),
  'GET /api/v1/clips/:id/renditions': ofCase(
    200,
    get((on) => `/api/v1/clips/${on.clip}/renditions`),
  ),
  'POST /api/v1/clips/:id/accept': ofCase(
    201,
    post(
      (on) => `/api/v1/clips/${on.clip}/accept`,
      () => acceptance,
    ),
  ),
  'POST /api/v1/clips/:id/decline': ofCase(
    204,
    post(
      (on) => `/api/v1/clips/${on.clip}/decline`,
      () => ({ reason: 'Not relevant' }),
    ),
  ),
  'POST /api/v1/clips/:id/time-choices': ofCase(
    204,
    post(
      (on) => `/api/v1/clips/${on.clip}/time-choices`,
      () => ({
        overlay: { wall: '2026-11-22 22:41:08', zone: 'UTC', frame: 1, seconds: 0 },
        reason: 'Burned into the picture',
      }),
    ),
  ),
  'GET /api/v1/investigations/:id/exhibits': ofCase(
    200,
    get((on) => `/api/v1/investigations/${on.investigation}/exhibits?limit=3`),
  ),
  'GET /api/v1/exhibits/:id': ofCase(
    200,
    get((on) => `/api/v1/exhibits/${on.exhibit}`),
  ),

  'POST /api/v1/clips/:id/viewings': ofCase(
    201,
    post(
      (on) => `/api/v1/clips/${on.clip}/viewings`,
      () => ({ content: 'proxy' }),
    ),
  ),
  'POST /api/v1/clips/:id/downloads': ofCase(
    201,
    post(
      (on) => `/api/v1/clips/${on.clip}/downloads`,
      () => ({ content: 'original', reason: 'For the file' }),
    ),
  ),
  'POST /api/v1/clips/:id/quarantine/end': ofCase(
    409,
    post(
      (on) => `/api/v1/clips/${on.clip}/quarantine/end`,
      () => ({ reason: 'A false alarm' }),
    ),
  ),
  'GET /api/v1/clips/:id/learned-time': ofCase(
    200,
    get((on) => `/api/v1/clips/${on.clip}/learned-time`),
  ),
  'GET /api/v1/exhibits/:id/stills': ofCase(
    200,
    get((on) => `/api/v1/exhibits/${on.exhibit}/stills`),
  ),
  // What was accepted there has no picture.
  'POST /api/v1/exhibits/:id/stills': ofCase(
    409,
    post(
      (on) => `/api/v1/exhibits/${on.exhibit}/stills`,
      () => ({ frame: 1, description: 'His face' }),
    ),
  ),
  'POST /api/v1/exhibits/:id/stills/series': ofCase(
    409,
    post(
      (on) => `/api/v1/exhibits/${on.exhibit}/stills/series`,
      () => ({ from: 1, to: 9, count: 3, description: 'His face' }),
    ),
  ),
  'GET /api/v1/clips/:id/markers': ofCase(
    200,
    get((on) => `/api/v1/clips/${on.clip}/markers`),
  ),
  'POST /api/v1/clips/:id/markers': ofCase(
    201,
    post(
      (on) => `/api/v1/clips/${on.clip}/markers`,
      () => ({ text: 'He rings', frame: 1 }),
    ),
  ),
  'POST /api/v1/markers/:id/strike': ofCase(
    204,
    post(
      (on) => `/api/v1/markers/${on.marker}/strike`,
      () => ({ reason: 'Another clip was meant' }),
    ),
  ),
  'GET /api/v1/viewings/:id/frames': ofCase(
    200,
    get((on) => `/api/v1/viewings/${on.viewing}/frames`),
  ),
  'GET /api/v1/viewings/:id/waveform': ofCase(
    200,
    get((on) => `/api/v1/viewings/${on.viewing}/waveform`),
  ),
  // It stays open for whoever may: what it says in the end: footage.long.spec.ts.
  'GET /api/v1/viewings/:id/line': ofCase(200, (client, on) =>
    client.begin(`/api/v1/viewings/${on.viewing}/line`),
  ),
  'HEAD /api/v1/viewings/:id/content': ofCase(200, (client, on) =>
    client.call('HEAD', `/api/v1/viewings/${on.viewing}/content`),
  ),
  'GET /api/v1/viewings/:id/content': ofCase(
    200,
    get((on) => `/api/v1/viewings/${on.viewing}/content`),
  ),
  'HEAD /api/v1/downloads/:id/content': ofCase(200, (client, on) =>
    client.call('HEAD', `/api/v1/downloads/${on.download}/content`),
  ),
  'GET /api/v1/downloads/:id/content': ofCase(
    200,
    get((on) => `/api/v1/downloads/${on.download}/content`),
  ),

  'GET /api/v1/clips/:id/custody': row(
    [401, 403, 200, 404, 404, 200],
    get((on) => `/api/v1/clips/${on.clip}/custody`),
  ),
  'GET /api/v1/custody/events/:eventId/proof': row(
    [401, 403, 200, 404, 404, 200],
    get((on) => `/api/v1/custody/events/${on.event}/proof`),
  ),
  'GET /api/v1/custody/checkpoint': row(
    [401, 403, 200, 200, 200, 200],
    get(() => '/api/v1/custody/checkpoint'),
  ),
  'GET /api/v1/custody/keys': row(
    [401, 403, 200, 200, 200, 200],
    get(() => '/api/v1/custody/keys'),
  ),
};

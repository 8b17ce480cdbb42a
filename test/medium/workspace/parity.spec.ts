import { allRoutes } from './routes';
import { openWorld, type World } from './world';

/** What each form of a page does, over the API. A form that is not here fails, and so does an act of the API without one. */
const FORMS: Readonly<Record<string, string | readonly string[]>> = {
  'POST /sign-in': 'POST /session',
  'POST /sign-in/code': 'POST /session',
  'POST /sign-out': 'DELETE /session',
  'POST /password': 'POST /password',
  'POST /confirm': 'POST /session/confirmation',
  'POST /sessions/:id/end': 'DELETE /sessions/:id',
  'POST /sessions/end-others': 'DELETE /sessions',
  'POST /sign-in/passkey': ['POST /session/passkey-challenge', 'POST /session/passkey'],
  'POST /confirm/passkey': ['POST /session/passkey-challenge', 'POST /session/confirmation'],
  'POST /passkeys/begin': 'POST /passkeys/challenge',
  'POST /passkeys': 'POST /passkeys',
  'POST /passkeys/:id/remove': 'DELETE /passkeys/:id',
  'POST /second-factor/begin': 'POST /second-factor',
  'POST /second-factor': 'POST /second-factor/confirmation',
  'POST /second-factor/recovery-codes': 'POST /second-factor/recovery-codes',
  'POST /second-factor/remove': 'DELETE /second-factor',

  'POST /investigations': 'POST /investigations',
  'POST /investigations/:id/details': 'POST /investigations/:id/details',
  'POST /investigations/:id/links': 'POST /investigations/:id/links',
  'POST /investigations/:id/links/:linkId/remove': 'DELETE /investigations/:id/links/:linkId',
  'POST /investigations/:id/members': 'POST /investigations/:id/members',
  'POST /investigations/:id/members/:officerId/remove': 'DELETE /investigations/:id/members/:officerId',
  'POST /teams/:id/members': 'POST /teams/:id/members',
  'POST /teams/:id/members/:officerId/remove': 'DELETE /teams/:id/members/:officerId',
  'POST /teams/:id/assignment': 'POST /teams/:id/assignment',
  'POST /emergency-accesses': 'POST /emergency-accesses',
  'POST /emergency-accesses/:id/end': 'POST /emergency-accesses/:id/end',
  'POST /emergency-accesses/:id/seen': 'POST /emergency-accesses/:id/seen',
  'POST /officers': 'POST /officers',
  'POST /officers/:id/one-time-password': 'POST /officers/:id/one-time-password',
  'POST /officers/:id/deactivate': 'POST /officers/:id/deactivate',
  'POST /officers/:id/activate': 'POST /officers/:id/activate',
  'POST /officers/:id/role': 'POST /officers/:id/role',

  'POST /investigations/:id/invitations': 'POST /investigations/:id/invitations',
  'POST /investigations/:id/requests': 'POST /investigations/:id/requests',
  'POST /invitations/:id/requests': 'POST /invitations/:id/requests',
  'POST /invitations/:id/victim-notices': 'POST /invitations/:id/victim-notices',
  'POST /invitations/:id/parent-notices': 'POST /invitations/:id/parent-notices',
  'POST /invitations/:id/renew': 'POST /invitations/:id/renew',
  'POST /invitations/:id/extend': 'POST /invitations/:id/extend',
  'POST /invitations/:id/revoke': 'POST /invitations/:id/revoke',
  'POST /invitations/:id/safe-contact': 'POST /invitations/:id/safe-contact',
  'POST /invitations/:id/notice': 'POST /invitations/:id/notice',
  'POST /invitations/:id/advocate': 'POST /invitations/:id/advocate',
  'POST /invitations/:id/assisted': 'POST /invitations/:id/assisted',
  'POST /invitations/:id/messages': 'POST /invitations/:id/messages',
  'POST /messages/:id/seen': 'POST /messages/:id/seen',
  'POST /concerns/:id/seen': 'POST /concerns/:id/seen',
  'POST /reports/:id/steps': 'POST /reports/:id/steps',

  'POST /clips/:id/accept': 'POST /clips/:id/accept',
  'POST /clips/:id/decline': 'POST /clips/:id/decline',
  // Where the next clip to decide stands is asked for; opening it is a viewing.
  'POST /investigations/:id/triage': ['GET /investigations/:id/clips', 'POST /clips/:id/viewings'],
  'POST /investigations/:id/watch': ['GET /investigations/:id/clips', 'POST /clips/:id/viewings'],
  'POST /clips/:id/triage/open': 'POST /clips/:id/viewings',
  'POST /clips/:id/triage/accept': ['POST /clips/:id/accept', 'GET /clips/:id/queue'],
  'POST /clips/:id/triage/decline': ['POST /clips/:id/decline', 'GET /clips/:id/queue'],
  'POST /clips/:id/triage/ask-original': 'POST /clips/:id/ask-original',
  'POST /submissions/:id/decide': ['POST /submissions/:id/accept', 'POST /submissions/:id/decline'],
  'POST /clips/:id/decline/undo': 'POST /clips/:id/decline/undo',
  'POST /exhibits/:id/corrections': 'POST /exhibits/:id/corrections',
  'POST /investigations/:id/evidence/decide': [
    'POST /investigations/:id/evidence/accept',
    'POST /investigations/:id/evidence/decline',
    'POST /investigations/:id/evidence/times/proposals',
  ],
  'POST /investigations/:id/evidence/times': 'POST /investigations/:id/evidence/times',
  'POST /clips/:id/viewings': 'POST /clips/:id/viewings',
  'POST /clips/:id/downloads': 'POST /clips/:id/downloads',
  'POST /clips/:id/quarantine/end': 'POST /clips/:id/quarantine/end',
  'POST /clips/:id/time-choices': 'POST /clips/:id/time-choices',
  'POST /clips/:id/learned-times': 'POST /clips/:id/time-choices',
  'POST /clips/:id/overlay-times': 'POST /clips/:id/time-choices',
  'POST /clips/:id/transcript/viewings': 'POST /clips/:id/viewings',
  'POST /clips/:id/transcripts': 'POST /clips/:id/transcripts',
  'POST /transcripts/:id/lines': 'POST /transcripts/:id/lines',
  'POST /transcripts/:id/finish': 'POST /transcripts/:id/finish',
  'POST /transcripts/:id/check': 'POST /transcripts/:id/check',
  'POST /clips/:id/transcripts/proposals': 'POST /clips/:id/transcripts/proposals',
  'POST /transcripts/:id/proposals': 'POST /transcripts/:id/proposals',
  'POST /clips/:id/markers': 'POST /clips/:id/markers',
  'POST /clips/:id/markers/:marker/strike': 'POST /markers/:id/strike',
  'POST /clips/:id/stills': 'POST /exhibits/:id/stills',
  'POST /clips/:id/stills/series': 'POST /exhibits/:id/stills/series',
  // To draw is to look at the viewing copy.
  'POST /clips/:id/redactions/viewings': 'POST /clips/:id/viewings',
  'POST /clips/:id/redactions': 'POST /clips/:id/redactions',
  'POST /clips/:id/redactions/masks': 'POST /clips/:id/redactions',
  'POST /clips/:id/redactions/sounds': 'POST /clips/:id/redactions',
  'POST /clips/:id/redactions/faces': 'POST /clips/:id/redactions/faces',
  'POST /clips/:id/extracts': 'POST /clips/:id/extracts',
  'POST /redactions/:id/viewings': 'POST /redactions/:id/viewings',
  'POST /redactions/:id/review': 'POST /redactions/:id/review',
  'POST /redactions/:id/camera': 'POST /redactions/:id/camera',
  'POST /investigations/:id/compilations': 'POST /investigations/:id/compilations',
  'POST /compilations/:id/viewings': 'POST /compilations/:id/viewings',
  'POST /compilations/:id/review': 'POST /compilations/:id/review',
  'POST /clips/:id/redaction-choice': 'POST /clips/:id/redaction-choice',
  'POST /investigations/:id/exhibits': 'POST /investigations/:id/additions',
  'POST /investigations/:id/exhibit-labels': 'POST /investigations/:id/exhibit-labels',
  'POST /investigations/:id/exhibit-statements': 'POST /investigations/:id/exhibit-statements',

  'POST /investigations/:id/occasions': ['POST /investigations/:id/occasions', 'POST /occasions/:id/parts'],
  'POST /occasions/:id/parts/:partId/removal': 'DELETE /occasions/:id/parts/:partId',
  'POST /occasions/:id/decisions': 'POST /occasions/:id/decisions',
  'POST /investigations/:id/orders': 'POST /investigations/:id/orders',
  'POST /orders/:id/withdrawal': 'POST /orders/:id/withdrawal',
  'POST /investigations/:id/chronology': 'POST /investigations/:id/chronology',
  'POST /investigations/:id/applications': 'POST /investigations/:id/applications',
  'POST /applications/:id/versions': 'POST /applications/:id/versions',
  'POST /applications/:id/paper': 'POST /applications/:id/paper',

  'POST /investigations/:id/outcomes': 'POST /investigations/:id/outcomes',
  'POST /investigations/:id/holds': 'POST /investigations/:id/holds',
  'POST /clips/:id/holds': 'POST /clips/:id/holds',
  'POST /holds/:id/lifting': 'POST /holds/:id/lifting',
  'POST /clips/:id/keep-reviews': 'POST /clips/:id/keep-reviews',
  'POST /clips/:id/disposals': 'POST /clips/:id/disposals',
  'POST /disposals/:id/approval': 'POST /disposals/:id/approval',
  'POST /disposals/:id/refusal': 'POST /disposals/:id/refusal',
  'POST /disposals/:id/stop': 'POST /disposals/:id/stop',

  'POST /investigations/:id/disclosure/decisions': 'POST /investigations/:id/decisions',
  'POST /investigations/:id/disclosure/reviews': 'POST /investigations/:id/reviews',
  'POST /investigations/:id/disclosure/schedules': 'POST /investigations/:id/schedules',
  'POST /schedules/:id/signature': 'POST /schedules/:id/signature',
  'POST /schedules/:id/sending': 'POST /schedules/:id/sending',
  'POST /schedules/:id/endorsements': 'POST /schedules/:id/endorsements',
  'POST /schedules/:id/endorsement-lists': 'POST /schedules/:id/endorsement-lists',
  'POST /investigations/:id/bundles': 'POST /investigations/:id/bundles',
  'POST /bundles/:id/downloads': 'POST /bundles/:id/downloads',
  'POST /bundles/:id/revoke': 'POST /bundles/:id/revoke',
  'POST /bundles/:id/issues': 'POST /bundles/:id/issues',
  'POST /bundles/:id/issues/:issue/renew': 'POST /issues/:id/renew',
  'POST /issues/:id/revoke': 'POST /issues/:id/revoke',

  'POST /clips/:id/custody/check': 'POST /clips/:id/custody/check',
  'POST /clips/:id/custody/proof': 'POST /clips/:id/custody/proof',
  'POST /custody/checks': 'POST /custody/checks',
  'POST /audit/search': ['POST /audit/lookups', 'GET /audit/events'],
  'POST /audit/csv': 'GET /audit/events/csv',

  'POST /scheme/doorbells': 'POST /scheme/doorbells',
  'POST /scheme/doorbells/:id/corrections': 'POST /scheme/doorbells/:id/corrections',
  'POST /scheme/doorbells/:id/fates': 'POST /scheme/doorbells/:id/fates',
  'POST /scheme/doorbells/:id/replacements': 'POST /scheme/doorbells/:id/replacements',
};

/** Acts of the API that are a page of its own: it is read, and nothing is sent. */
const READ_ON_PAGES: Readonly<Record<string, string>> = {
  'POST /investigations/:id/evidence/pictures': 'GET /investigations/:id/evidence',
  'POST /investigations/:id/bundles/preview': 'GET /investigations/:id/bundles/preview',
  'POST /investigations/:id/compilations/proposals': 'GET /investigations/:id/compilations',
};

const API = '/api/v1';
const inApi = (route: string): string => route.replace(' ', ` ${API}`);
const isAct = (route: string): boolean => !/^(GET|HEAD|OPTIONS) /.test(route);

let world: World;
let routes: string[];
beforeAll(async () => {
  world = await openWorld();
  routes = allRoutes(world.http.app);
});
afterAll(() => world.close());

describe('pages and API', () => {
  it('can do the same: each form of a page has its counterpart', () => {
    const forms = routes.filter((route) => isAct(route) && !route.includes(` ${API}`));
    expect(Object.keys(FORMS).sort()).toEqual(forms.sort());
    expect(
      Object.values(FORMS)
        .flat()
        .map(inApi)
        .filter((route) => !routes.includes(route)),
    ).toEqual([]);
  });

  it('can do the same: nothing is done over the API alone', () => {
    const acts = routes.filter((route) => isAct(route) && route.includes(` ${API}`));
    const covered = [...Object.values(FORMS).flat(), ...Object.keys(READ_ON_PAGES)].map(inApi);
    expect(acts.filter((route) => !covered.includes(route))).toEqual([]);
    expect(Object.values(READ_ON_PAGES).filter((route) => !routes.includes(route))).toEqual([]);
  });
});

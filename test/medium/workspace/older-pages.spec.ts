import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allRoutes } from './routes';
import { openWorld, type World } from './world';

/** Fields by which a form says what its page showed: an act on an older page undoes nothing that its officer never saw. */
const COMPARES: Readonly<Record<string, string>> = {
  'POST /investigations/:id/details': 'seen',
  'POST /teams/:id/assignment': 'seen',
  'POST /officers/:id/role': 'seen',
  'POST /invitations/:id/requests': 'seen',
  'POST /invitations/:id/victim-notices': 'seen',
  'POST /invitations/:id/parent-notices': 'seen',
  'POST /invitations/:id/safe-contact': 'seen',
  'POST /invitations/:id/advocate': 'seen',
  'POST /invitations/:id/renew': 'known',
  'POST /occasions/:id/decisions': 'seen',
  'POST /investigations/:id/outcomes': 'seen',
  'POST /investigations/:id/bundles': 'seen',
  'POST /schedules/:id/endorsements': 'seen',
  'POST /schedules/:id/endorsement-lists': 'seen',
  'POST /exhibits/:id/corrections': 'read',
  'POST /investigations/:id/evidence/decide': 'shown',
  'POST /investigations/:id/evidence/times': 'clips',
  'POST /clips/:id/time-choices': 'known',
  'POST /clips/:id/learned-times': 'known',
  'POST /clips/:id/overlay-times': 'known',
  'POST /clips/:id/redaction-choice': 'known',
  'POST /redactions/:id/review': 'seen',
  'POST /compilations/:id/review': 'seen',
  'POST /investigations/:id/disclosure/decisions': 'known',
  'POST /transcripts/:id/lines': 'revision',
  'POST /transcripts/:id/check': 'sha256',
  'POST /scheme/doorbells/:id/corrections': 'version',
  'POST /scheme/doorbells/:id/fates': 'version',
  'POST /scheme/doorbells/:id/replacements': 'version',
};

/** Why another form need not. */
const NEED_NOT: Readonly<Record<string, readonly string[]>> = {
  'it is of the officer alone who signs in': [
    ...[
      '/sign-in',
      '/sign-in/code',
      '/sign-in/passkey',
      '/sign-out',
      '/password',
      '/confirm',
      '/confirm/passkey',
    ],
    ...['/sessions/:id/end', '/sessions/end-others', '/passkeys/begin', '/passkeys', '/passkeys/:id/remove'],
    ...['/second-factor/begin', '/second-factor', '/second-factor/recovery-codes', '/second-factor/remove'],
    ...['/emergency-accesses', '/emergency-accesses/:id/end'],
  ],
  'it adds one more, beside what is there': [
    ...['/investigations', '/officers', '/investigations/:id/invitations', '/investigations/:id/requests'],
    ...['/investigations/:id/links', '/investigations/:id/members', '/teams/:id/members'],
    ...[
      '/investigations/:id/exhibits',
      '/clips/:id/markers',
      '/clips/:id/stills',
      '/clips/:id/stills/series',
    ],
    ...['/clips/:id/extracts', '/clips/:id/redactions', '/redactions/:id/camera'],
    ...['/investigations/:id/compilations', '/investigations/:id/occasions', '/investigations/:id/orders'],
    ...['/investigations/:id/applications', '/investigations/:id/holds', '/clips/:id/holds'],
    ...['/investigations/:id/disclosure/reviews', '/investigations/:id/disclosure/schedules'],
    ...['/bundles/:id/issues', '/scheme/doorbells', '/invitations/:id/messages', '/invitations/:id/assisted'],
    ...['/invitations/:id/notice', '/reports/:id/steps'],
  ],
  'the longest day counts, whoever gave it': ['/clips/:id/keep-reviews', '/invitations/:id/extend'],
  'it goes on from one version, which its address names, and is refused once there is a newer one': [
    ...['/applications/:id/versions', '/clips/:id/transcripts', '/transcripts/:id/finish'],
    ...['/clips/:id/transcripts/proposals', '/transcripts/:id/proposals'],
  ],
  'it is done once, and whoever comes second is told so': [
    ...['/clips/:id/accept', '/clips/:id/decline', '/clips/:id/triage/accept', '/clips/:id/triage/decline'],
    ...['/clips/:id/triage/ask-original', '/submissions/:id/decide', '/clips/:id/decline/undo'],
    ...['/clips/:id/quarantine/end', '/clips/:id/markers/:marker/strike', '/orders/:id/withdrawal'],
    ...['/holds/:id/lifting', '/clips/:id/disposals'],
    ...['/disposals/:id/approval', '/disposals/:id/refusal', '/disposals/:id/stop', '/bundles/:id/revoke'],
    ...[
      '/schedules/:id/signature',
      '/schedules/:id/sending',
      '/issues/:id/revoke',
      '/invitations/:id/revoke',
    ],
    ...['/occasions/:id/parts/:partId/removal', '/investigations/:id/links/:linkId/remove'],
    ...['/messages/:id/seen', '/concerns/:id/seen', '/emergency-accesses/:id/seen'],
  ],
  'it names one officer and what becomes of them, and sends nothing back that the page showed': [
    ...['/investigations/:id/members/:officerId/remove', '/teams/:id/members/:officerId/remove'],
    ...['/officers/:id/deactivate', '/officers/:id/activate', '/officers/:id/one-time-password'],
  ],
  'it makes a secret anew that is shown to nobody but who asks for it': ['/bundles/:id/issues/:issue/renew'],
  'it looks, or takes a copy, and changes nothing but the record that it was done': [
    ...[
      '/clips/:id/viewings',
      '/clips/:id/downloads',
      '/clips/:id/triage/open',
      '/investigations/:id/triage',
    ],
    ...['/investigations/:id/watch', '/clips/:id/transcript/viewings', '/clips/:id/redactions/viewings'],
    ...['/redactions/:id/viewings', '/compilations/:id/viewings', '/clips/:id/redactions/masks'],
    ...['/clips/:id/redactions/sounds', '/clips/:id/redactions/faces', '/bundles/:id/downloads'],
    ...['/investigations/:id/exhibit-labels', '/investigations/:id/exhibit-statements'],
    ...['/investigations/:id/chronology', '/applications/:id/paper', '/clips/:id/custody/check'],
    ...['/clips/:id/custody/proof', '/custody/checks', '/audit/search', '/audit/csv'],
  ],
};

const PAGES = join(__dirname, '../../../src/apps/workspace');
const templates = readdirSync(PAGES, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.njk'))
  .map((file) => readFileSync(join(PAGES, file), 'utf8'));

/** Every form of a template: where it goes, as a route, and what stands in it. */
const forms = templates.flatMap((template) => {
  // What is set above its form is in it.
  const source = template.replaceAll('{{ base }}/decide', '/investigations/{{ x }}/evidence/decide');
  return [...source.matchAll(/<form\b[^>]*\baction="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].map(
    ([, action = '', inside = '']) => ({
      action: action
        .replace('{{ evidence }}', '/investigations/{{ x }}/evidence')
        .replaceAll(/\{\{.*?\}\}/g, ':'),
      inside,
    }),
  );
});
const actionOf = (route: string): string => route.replace('POST ', '').replaceAll(/:\w+/g, ':');

let world: World;
let routes: string[];
beforeAll(async () => {
  world = await openWorld();
  routes = allRoutes(world.http.app).filter(
    (route) => /^(?!GET |HEAD |OPTIONS )/.test(route) && !route.includes(' /api/'),
  );
});
afterAll(() => world.close());

describe('a form on an older page', () => {
  it('is looked at for every route: it says what its page showed, or there is a reason why it need not', () => {
    const others = Object.values(NEED_NOT).flat();
    const named = [...Object.keys(COMPARES), ...others.map((path) => `POST ${path}`)];
    expect(named.sort()).toEqual(routes.sort());
  });

  it.each(Object.entries(COMPARES))('of %s has the field “%s”', (route, field) => {
    const found = forms.filter(({ action }) => action === actionOf(route));
    expect(found).not.toEqual([]);
    const without = found.filter(
      ({ inside }) => !inside.includes(`name="${field}"`) && !inside.includes(`name: "${field}"`),
    );
    expect(without).toEqual([]);
  });
});

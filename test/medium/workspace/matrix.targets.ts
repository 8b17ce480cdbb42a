import { randomUUID } from 'node:crypto';
import { AGREED, STREET, TESTED } from '../../factories/person-request';
import { openSealer, seedItem } from '../disclosure/support';
import { OfficerClient } from './client';
import { seedLostMessage } from './lost-message';
import type { Row, Targets } from './matrix.rows';
import {
  registerDoorbell,
  say,
  seedCompilation,
  seedConcern,
  seedConduct,
  seedDisposal,
  seedEmergency,
  seedHold,
  seedRedaction,
  seedTranscript,
  takeWritten,
  type Cast,
} from './matrix.seeds';
import { PASSWORD, seedClip, seedRendition } from './world';

export type DisclosureTargets = Pick<
  Targets,
  'schedule' | 'bundle' | 'bundleTicket' | 'issue' | 'revokedIssue' | 'waitingBundle'
>;

/** A decided exhibit with its form, a sealed bundle, a ticket for it, and a bundle that waits. */
export async function discloseOne(cast: Cast): Promise<DisclosureTargets> {
  const { world, home, member, discloser } = cast;
  const sealer = await openSealer(world);
  const { id } = await seedItem(world, home, member.officer.id);
  const of = `/api/v1/investigations/${home.investigation}`;
  const make = async (path: string, body: object): Promise<string> =>
    (await discloser.client.call('POST', path, body)).json().id;
  const verdict = { classification: 'evidence', meetsTest: false, reason: say(cast, 'Shows the man') };
  await make(`${of}/decisions`, { items: [id], ...verdict });
  const schedule = await make(`${of}/schedules`, {
    form: 'MG12',
    signedName: discloser.officer.displayName,
  });
  const bundle = await make(`${of}/bundles`, { kind: 'court' });
  await sealer.seal(bundle);
  await sealer.close();
  const bundleTicket = await make(`/api/v1/bundles/${bundle}/downloads`, { reason: 'For the file' });
  const recipient = { recipientKind: 'court', recipientName: say(cast, 'A') };
  const issue = await make(`/api/v1/bundles/${bundle}/issues`, recipient);
  const revokedIssue = await make(`/api/v1/bundles/${bundle}/issues`, recipient);
  await discloser.client.call('POST', `/api/v1/issues/${revokedIssue}/revoke`, { reason: 'A mistake' });
  return {
    schedule,
    bundle,
    bundleTicket,
    issue,
    revokedIssue,
    waitingBundle: await make(`${of}/bundles`, { kind: 'court' }),
  };
}

/** All that a row may name. */
type Name = keyof Targets;

const CLIP = ['clip', 'marker', 'viewing', 'download', 'event', 'redaction', 'transcript', 'hold'] as const;
const EXHIBIT = ['exhibit', 'exhibitClip', 'compilation', 'disposal'] as const;
const CONDUCT = ['occasion', 'occasionPart', 'order', 'application'] as const;

/** What a row asks for of what it is given: it is heard by nobody. */
export function namesIn(row: Row): ReadonlySet<Name> {
  const names = new Set<Name>();
  const listening = new Proxy({} as Targets, {
    get: (_, name) => {
      names.add(name as Name);
      return '';
    },
  });
  const nobody = new OfficerClient('');
  nobody.send = () => Promise.reject(new Error('nobody hears it'));
  row.send(nobody, listening).catch(() => undefined);
  return names;
}

/** Only what was made can be asked for. */
export const onlyMade = (made: Targets): Targets =>
  new Proxy(made, {
    get: (targets, name) => {
      if (name in targets) return targets[name as Name];
      throw new Error(`${String(name)} was not made`);
    },
  });

/**
 * Fresh things of the member's investigation, so that no test uses up what another needs.
 * @param only makes these and what they need; without it all
 */
export async function freshTargets(
  cast: Cast,
  disclosed: DisclosureTargets,
  only?: ReadonlySet<Name>,
): Promise<Targets> {
  const { world, home, member } = cast;
  const wanted = (...names: readonly Name[]): boolean =>
    only === undefined || names.some((name) => only.has(name));
  const made: Partial<Targets> = {
    investigation: home.investigation,
    submission: home.submission,
    ...disclosed,
    officer: cast.outsider.id,
    colleague: cast.colleague.id,
    password: PASSWORD,
    ...(wanted(...CLIP) && (await seedFootage(cast, wanted))),
    ...(wanted(...EXHIBIT) && (await seedExhibit(cast, wanted))),
    ...(wanted('invitation', 'concern', 'report') && (await seedInvitation(cast))),
    ...(wanted('otherInvitation', 'toldInvitation', 'toldRequest') && (await seedRequests(cast))),
    ...(wanted('message') && { message: await seedLostMessage(world, home, member.officer.id) }),
    ...(wanted('doorbell') && { doorbell: await registerDoorbell(cast) }),
    ...(wanted('written') && { written: await takeWritten(cast) }),
    ...(wanted(...CONDUCT) && (await seedConduct(cast))),
    ...(wanted('emergency') && { emergency: await seedEmergency(cast) }),
  };
  return made as Targets;
}

type Wanted = (...names: readonly Name[]) => boolean;
type Made<K extends Name> = Promise<Partial<Pick<Targets, K>>>;

async function make({ member }: Cast, path: string, body: object): Promise<string> {
  return (await member.client.call('POST', path, body)).json().id;
}

/** A clip with its working copies, and what belongs to it. */
async function seedFootage(cast: Cast, wanted: Wanted): Made<(typeof CLIP)[number]> {
  const { world, home } = cast;
  const file =
    cast.word === undefined
      ? {}
      : { name: `${cast.word}.mp4`, bytes: Buffer.from(`${cast.word} ${randomUUID()}`) };
  const clip = await seedClip(world, home, file);
  const proxy = Buffer.from(say(cast, 'proxy'));
  await seedRendition(world, clip, 'proxy', { bytes: proxy, contentType: 'video/mp4' });
  const frames = Buffer.from(`${say(cast, '#')}\n#tb 0: 1/1000\n0, 0, 0, 40, 115200, ab12\n`);
  await seedRendition(world, clip, 'frames', { bytes: frames, contentType: 'text/plain' });
  await seedRendition(world, clip, 'waveform', { bytes: frames, contentType: 'image/png' });
  const of = `/api/v1/clips/${clip.id}`;
  const reason = say(cast, 'For the file');
  // Only what is signed can be checked.
  await world.sign();
  return {
    clip: clip.id,
    ...(wanted('viewing') && { viewing: await make(cast, `${of}/viewings`, { content: 'proxy' }) }),
    ...(wanted('marker') && { marker: await make(cast, `${of}/markers`, { text: say(cast, 'He waits') }) }),
    ...(wanted('download') && {
      download: await make(cast, `${of}/downloads`, { content: 'original', reason }),
    }),
    ...(wanted('event') && { event: await firstEvent(cast, clip.id) }),
    ...(wanted('redaction') && { redaction: await seedRedaction(cast, clip) }),
    ...(wanted('transcript') && { transcript: await seedTranscript(cast, clip.id) }),
    ...(wanted('hold') && { hold: await seedHold(cast, clip.id) }),
  };
}

async function firstEvent({ member }: Cast, clip: string): Promise<string> {
  const history = await member.client.call('GET', `/api/v1/clips/${clip}/custody`);
  return history.json().items[0]?.event.id ?? '';
}

async function seedExhibit(cast: Cast, wanted: Wanted): Made<(typeof EXHIBIT)[number]> {
  const { world, home } = cast;
  const accepted = await seedClip(world, home, cast.word === undefined ? {} : { name: `${cast.word}.mp4` });
  const exhibit = await make(cast, `/api/v1/clips/${accepted.id}/accept`, {
    initials: 'AB',
    producerName: 'Ann Bell',
    description: say(cast, 'Man at the door'),
  });
  await world.sign();
  return {
    exhibit,
    exhibitClip: accepted.id,
    ...(wanted('compilation') && { compilation: await seedCompilation(cast, accepted, exhibit) }),
    ...(wanted('disposal') && { disposal: await seedDisposal(cast, accepted.id) }),
  };
}

async function seedInvitation(cast: Cast): Made<'invitation' | 'concern' | 'report'> {
  const invitation = await make(cast, `/api/v1/investigations/${cast.home.investigation}/invitations`, {
    days: 30,
    safeContact: { channel: 'in-person' },
  });
  return {
    invitation,
    concern: await seedConcern(cast, invitation, true),
    report: await seedConcern(cast, invitation, false),
  };
}

async function seedRequests(cast: Cast): Made<'otherInvitation' | 'toldInvitation' | 'toldRequest'> {
  const path = `/api/v1/investigations/${cast.home.investigation}/requests`;
  const otherInvitation = await make(cast, path, {
    ...STREET,
    ...{ holder: 'neighbour', asked: say(cast, STREET.asked), test: TESTED },
  });
  const toldInvitation = await make(cast, path, {
    ...STREET,
    ...{ holder: 'employer', asked: say(cast, STREET.asked), test: { ...TESTED, told: 'later' } },
    agreesFor: AGREED,
  });
  const asked = await cast.member.client.call('GET', `/api/v1/invitations/${toldInvitation}/requests`);
  return { otherInvitation, toldInvitation, toldRequest: asked.json().items[0]?.id ?? '' };
}

import { randomUUID } from 'node:crypto';
import type { Officer } from '../../../src/features/identity';
import type { OfficerClient } from './client';
import type { Targets } from './matrix.rows';
import { seedClip, sha256Of, type Case, type World } from './world';

/** Who makes what the routes are then tried on. */
export interface Cast {
  readonly world: World;
  readonly home: Case;
  /** A member who may supervise, and a disclosure officer who is one. */
  readonly member: { readonly officer: Officer; readonly client: OfficerClient };
  readonly discloser: { readonly officer: Officer; readonly client: OfficerClient };
  readonly coordinator: OfficerClient;
  /** Lets themselves in in an emergency. */
  readonly helper: Officer;
  readonly outsider: Officer;
  readonly colleague: Officer;
  /** Stands in everything that is typed about the case. */
  readonly word?: string;
}

export const say = ({ word }: Cast, text: string): string => (word === undefined ? text : `${text} ${word}`);

export async function seedRedaction(
  { world, member }: Cast,
  clip: { readonly id: string; readonly sha256: string },
): Promise<string> {
  const drawn = { masks: [], sound: [], trim: { from: 1, to: 1 } };
  const of = { format: 'lintel-redaction/v1', master: clip.sha256, author: member.officer.id };
  const { rows } = await world.admin.query<{ id: string }>(
    `INSERT INTO lintel.redaction (id, clip_id, version, recipe, recipe_sha256, master_sha256, author_id)
     VALUES (gen_random_uuid(), $1, 1, $2, encode(sha256(convert_to($2, 'UTF8')), 'hex'), $3, $4) RETURNING id`,
    [clip.id, JSON.stringify({ ...drawn, ...of }), clip.sha256, member.officer.id],
  );
  const redaction = rows[0]?.id ?? '';
  await world.admin.query(
    `INSERT INTO lintel.rendition (id, clip_id, kind, state, object_key, content_type, sha256, size, input_sha256, recipe, facts)
     VALUES ($1, $2, 'redacted-copy', 'made', 'redactions/sample', 'video/mp4', $3, 1, $3, '{}', '{}')`,
    [redaction, clip.id, clip.sha256],
  );
  return redaction;
}

export async function seedTranscript(cast: Cast, clip: string): Promise<string> {
  const { world, member } = cast;
  const line = {
    start: 0,
    end: 900,
    speaker: 'A',
    words: say(cast, 'Open up'),
    language: '',
    translation: '',
  };
  const { rows } = await world.admin.query<{ id: string }>(
    `INSERT INTO lintel.transcript (id, clip_id, author_id, reason) VALUES (gen_random_uuid(), $1, $2, '') RETURNING id`,
    [clip, member.officer.id],
  );
  const id = rows[0]?.id ?? '';
  await world.admin.query(
    `UPDATE lintel.transcript SET lines = $2, captions = $3, sha256 = encode(sha256(convert_to($3, 'UTF8')), 'hex') WHERE id = $1`,
    [id, JSON.stringify([line]), `WEBVTT\n\n00:00:00.000 --> 00:00:00.900\n<v A>${line.words}\n`],
  );
  return id;
}

/** A film that shows an exhibit twice. */
export async function seedCompilation(
  { world, member, home }: Cast,
  clip: { readonly id: string; readonly sha256: string },
  exhibit: string,
): Promise<string> {
  const { rows: named } = await world.admin.query<{ reference: string }>(
    'SELECT reference FROM lintel.exhibit WHERE id = $1',
    [exhibit],
  );
  const part = {
    ...{ clip: clip.id, exhibit: named[0]?.reference, master: clip.sha256, copy: null },
    ...{ masks: [], sound: [], trim: { from: 1, to: 1 }, card: ['', '', ''] },
  };
  const recipe = {
    ...{ format: 'lintel-compilation/v1', author: member.officer.id, face: sha256Of(Buffer.from('face')) },
    ...{ width: 2, height: 2, order: 'events', parts: [part, part] },
  };
  const film = randomUUID();
  await world.admin.query(
    `INSERT INTO lintel.compilation (id, investigation_id, clip_id, exhibit_id, number, title, reason, order_reason, recipe,
       recipe_sha256, master_sha256, author_id)
     VALUES ($1, $2, $3, $4, 900, 'The evening', 'For the file', '', $5, encode(sha256(convert_to($5, 'UTF8')), 'hex'), $6, $7)`,
    [film, home.investigation, clip.id, exhibit, JSON.stringify(recipe), clip.sha256, member.officer.id],
  );
  await world.admin.query(
    `INSERT INTO lintel.rendition (id, clip_id, kind, state, object_key, content_type, sha256, size, input_sha256, recipe, facts)
     VALUES ($1, $2, 'compilation', 'made', 'redactions/film', 'video/mp4', $3, 1, $4, '{}', '{"frames": 2, "proof": {"outsideDecibels": 40}}')`,
    [film, clip.id, sha256Of(Buffer.from(film)), clip.sha256],
  );
  return film;
}

/** An entry of the diary that has become an item. */
export async function takeWritten(cast: Cast): Promise<string> {
  const { world, home, discloser } = cast;
  await world.admin.query(
    `INSERT INTO lintel.incident (id, invitation_id, investigation_id, submission_id, answers, number, sent_at)
     SELECT $1, $2, $3, $4, $5, coalesce(max(number), 0) + 1, now() FROM lintel.incident WHERE invitation_id = $2`,
    [
      randomUUID(),
      home.invitation,
      home.investigation,
      home.submission,
      JSON.stringify({ what: { words: say(cast, 'He waited'), unknown: false } }),
    ],
  );
  const path = `/api/v1/investigations/${home.investigation}/items?limit=200`;
  const { items } = JSON.parse((await discloser.client.call('GET', path)).text) as {
    readonly items: readonly { readonly id: string; readonly written: object | null }[];
  };
  return items.find(({ written }) => written !== null)?.id ?? '';
}

export async function registerDoorbell({ coordinator }: Cast): Promise<string> {
  const answer = await coordinator.call('POST', '/api/v1/scheme/doorbells', {
    ...{ person: 'P-1', force: 'Durham Constabulary', risk: 'high', givenOn: '2026-02-03' },
    ...{ make: 'Ring', model: 'Video Doorbell', costPence: 14_999 },
  });
  return answer.json().id;
}

export async function seedConduct(
  cast: Cast,
): Promise<Pick<Targets, 'occasion' | 'occasionPart' | 'order' | 'application'>> {
  const { world, home, member } = cast;
  const made = async (path: string, body: object): Promise<string> =>
    (await member.client.call('POST', `/api/v1/investigations/${home.investigation}/${path}`, body)).json()
      .id;
  const occasion = await made('occasions', { clips: [(await seedClip(world, home)).id] });
  const { rows } = await world.admin.query<{ id: string }>(
    'SELECT id FROM lintel.occasion_part WHERE occasion_id = $1',
    [occasion],
  );
  const order = await made('orders', {
    kind: 'restraining',
    madeOn: '2026-01-01',
    terms: say(cast, 'Not her street'),
  });
  const application = await made('applications', { prohibitions: [say(cast, 'Not her street')] });
  return { occasion, occasionPart: rows[0]?.id ?? '', order, application };
}

export async function seedHold(cast: Cast, clip: string): Promise<string> {
  const { world, home, member } = cast;
  const { rows } = await world.admin.query<{ id: string }>(
    `INSERT INTO lintel.retention_hold (id, investigation_id, clip_id, reason, set_by)
     VALUES (gen_random_uuid(), $1, $2, $3, $4) RETURNING id`,
    [home.investigation, clip, say(cast, 'Another trial'), member.officer.id],
  );
  return rows[0]?.id ?? '';
}

export async function seedDisposal(cast: Cast, clip: string): Promise<string> {
  const { world, home, discloser } = cast;
  const { rows } = await world.admin.query<{ id: string }>(
    `INSERT INTO lintel.disposal (id, investigation_id, clip_id, reason, proposed_by)
     VALUES (gen_random_uuid(), $1, $2, $3, $4) RETURNING id`,
    [home.investigation, clip, say(cast, 'Its time has come'), discloser.officer.id],
  );
  return rows[0]?.id ?? '';
}

export async function seedEmergency({ world, home, helper }: Cast): Promise<string> {
  const { rows } = await world.admin.query<{ id: string }>(
    `INSERT INTO lintel.emergency_access (id, investigation_id, officer_id, reason, ends_at)
     VALUES (gen_random_uuid(), $1, $2, 'Somebody may come to harm', now() + interval '1 hour') RETURNING id`,
    [home.investigation, helper.id],
  );
  return rows[0]?.id ?? '';
}

export async function seedConcern(cast: Cast, invitation: string, forMembers: boolean): Promise<string> {
  const { rows } = await cast.world.admin.query<{ id: string }>(
    `INSERT INTO lintel.concern (id, invitation_id, investigation_id, kind, words, for_members)
     VALUES (gen_random_uuid(), $1, $2, CASE WHEN $4 THEN 'passed-on' ELSE 'pressured' END, $3, $4) RETURNING id`,
    [invitation, cast.home.investigation, cast.word ?? '', forMembers],
  );
  return rows[0]?.id ?? '';
}

import { randomUUID } from 'node:crypto';
import { seedClip, seedRendition, type Case, type SeededClip, type World } from './world';

export const acceptance = { producerName: 'Ann Bell', initials: 'AB', description: 'A man at the door' };
export const image = { bytes: Buffer.from('a small picture'), contentType: 'image/jpeg' };
export const evidenceOf = (home: Case, query = ''): string =>
  `/investigations/${home.investigation}/evidence${query}`;

/** An event in the file name, as the worker finds it. */
async function happened(world: World, clip: string, instant: string): Promise<void> {
  await world.admin.query(
    `INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate) VALUES ($1, 'file-name', true, $2)`,
    [
      clip,
      {
        ...{ source: 'file-name', of: 'start', ofEvent: true, confidence: 'high', zone: 'UTC', wall: null },
        ...{ readings: [{ as: 'UTC', instant, london: instant }], flags: [], plusMinusSeconds: null },
      },
    ],
  );
}

/** With its pictures; of an event whose time is known where one is given. */
export async function watchable(
  world: World,
  into: Case,
  name: string,
  instant?: string,
): Promise<SeededClip> {
  const clip = await seedClip(world, into, { name, media: { kind: 'media', duration: 20 } });
  await seedRendition(world, clip, 'proxy', { bytes: Buffer.from('proxy'), contentType: 'video/mp4' });
  await seedRendition(world, clip, 'thumbnail', image);
  await seedRendition(world, clip, 'contact-sheet', image);
  if (instant !== undefined) await happened(world, clip.id, instant);
  return clip;
}

/** Many clips without files, in SQL alone. */
export async function manyClips(world: World, into: Case, count: number): Promise<void> {
  await world.admin.query(
    `INSERT INTO lintel.clip (id, submission_id, invitation_id, investigation_id, state, file_name, size, stored_sha256, kind,
       incoming_key, evidence_key, sent_at, master_at)
     SELECT gen_random_uuid(), $1, $2, $3, 'master', 'clip ' || n || '.mp4', 10, repeat('a', 64), 'video/mp4', k, 'masters/' || k, now(), now()
       FROM (SELECT n, gen_random_uuid()::text AS k FROM generate_series(1, $4::int) n ORDER BY random()) x`,
    [into.submission, into.invitation, into.investigation, count],
  );
}

/** An entry of the diary in the sending of a case, about clips or about none. */
export async function seedIncident(
  world: World,
  into: Case,
  answers: object,
  clips: readonly SeededClip[] = [],
): Promise<void> {
  const id = randomUUID();
  await world.admin.query(
    `INSERT INTO lintel.incident (id, invitation_id, investigation_id, submission_id, answers, number, sent_at)
     VALUES ($1, $2, $3, $4, $5, 1 + (SELECT count(*) FROM lintel.incident WHERE investigation_id = $3), now())`,
    [id, into.invitation, into.investigation, into.submission, answers],
  );
  for (const clip of clips)
    await world.admin.query('INSERT INTO lintel.incident_clip (clip_id, incident_id) VALUES ($1, $2)', [
      clip.id,
      id,
    ]);
}

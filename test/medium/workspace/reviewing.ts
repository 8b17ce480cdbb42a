import { signedIn, type OfficerClient } from './client';
import { seedCompilation, seedRedaction, type Cast } from './matrix.seeds';
import { seedCase, seedClip, type World } from './world';

export interface ToReview {
  readonly client: OfficerClient;
  /** Of the API. */
  readonly reads: string;
  /** On which it is reviewed, and where the form goes. */
  readonly page: string;
  readonly action: string;
}

/** As the page reads it of a copy that was made. */
const PROVEN = JSON.stringify({ frames: 1, proof: { frames: 1, outsideDecibels: 40 } });

async function seeded(world: World) {
  const officer = await world.officer();
  const home = await seedCase(world, officer.id);
  const clip = await seedClip(world, home);
  const client = await signedIn(world, officer);
  // What is used of a cast to make a copy.
  const cast = { world, home, member: { officer, client } } as unknown as Cast;
  const look = (rendition: string, content: string) =>
    world.admin.query(
      `INSERT INTO lintel.access_ticket (id, investigation_id, clip_id, officer_id, content, purpose, rendition_id, expires_at)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, 'view', $5, now() + interval '1 hour')`,
      [home.investigation, clip.id, officer.id, content, rendition],
    );
  return { client, clip, cast, look, officer, home };
}

/** A redacted copy that its officer has opened. */
export async function copyToReview(world: World): Promise<ToReview> {
  const { client, clip, cast, look } = await seeded(world);
  const id = await seedRedaction(cast, clip);
  await cast.world.admin.query('UPDATE lintel.rendition SET facts = $2 WHERE id = $1', [id, PROVEN]);
  await look(id, 'redacted-copy');
  const page = `/clips/${clip.id}/redactions`;
  return { client, reads: `/api/v1/redactions/${id}`, page, action: `/redactions/${id}/review` };
}

/** A film that its officer has opened. */
export async function filmToReview(world: World): Promise<ToReview> {
  const { client, clip, cast, look, officer, home } = await seeded(world);
  const { rows } = await world.admin.query<{ id: string }>(
    `INSERT INTO lintel.exhibit (id, investigation_id, clip_id, reference, producer_name, description, registered_by)
     VALUES (gen_random_uuid(), $1, $2, 'AP/1', 'A Producer', 'The door', $3) RETURNING id`,
    [home.investigation, clip.id, officer.id],
  );
  const id = await seedCompilation(cast, clip, rows[0]?.id ?? '');
  await look(id, 'compilation');
  const page = `/compilations/${id}`;
  return { client, reads: `/api/v1${page}`, page, action: `${page}/review` };
}

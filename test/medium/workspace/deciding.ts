import { randomUUID } from 'node:crypto';
import { seedClip, seedRendition, sha256Of, type Case, type World } from './world';

/** What officers decide about items of an investigation, as rows. */
export function deciding(world: World, home: Case, officerId: string, poster: Buffer) {
  const decide = (clip: string, classification: string, meetsTest: boolean) =>
    world.admin.query(
      `INSERT INTO lintel.decision (id, investigation_id, clip_id, classification, meets_test, original_to_defence, description, reason,
         rebuttal, decided_by) VALUES (gen_random_uuid(), $1, $2, $3, $4, false, 'x', 'y', 'z', $5)`,
      [home.investigation, clip, classification, meetsTest, officerId],
    );

  /** An approved copy of it. */
  async function redact(clip: string): Promise<string> {
    const id = randomUUID();
    const copy = sha256Of(Buffer.from(id));
    await world.admin.query(
      `INSERT INTO lintel.redaction (id, clip_id, version, recipe, recipe_sha256, master_sha256, author_id)
       SELECT $1, id, 1, '{}', encode(sha256('{}'), 'hex'), stored_sha256, $3 FROM lintel.clip WHERE id = $2`,
      [id, clip, officerId],
    );
    await world.admin.query(
      `INSERT INTO lintel.rendition (id, clip_id, kind, state, object_key, content_type, sha256, size, input_sha256, recipe, facts)
       SELECT $1::uuid, id, 'redacted-copy', 'made', 'renditions/' || $1::uuid, 'video/mp4', $3, 1, stored_sha256, '{}', '{}'
         FROM lintel.clip WHERE id = $2`,
      [id, clip, copy],
    );
    await world.admin.query(
      `INSERT INTO lintel.redaction_review (id, redaction_id, sha256, outcome, reason, officer_id)
       VALUES (gen_random_uuid(), $1, $2, 'approved', '', $3)`,
      [id, copy, officerId],
    );
    return id;
  }

  /** A frame that an officer took of it, which is an exhibit. */
  async function frameOf(clip: string, description: string): Promise<void> {
    const frame = await seedClip(world, home);
    await seedRendition(world, frame, 'proxy', { bytes: poster, contentType: 'image/jpeg' });
    await world.admin.query('UPDATE lintel.clip SET derived_from = $2 WHERE id = $1', [frame.id, clip]);
    await world.admin.query(
      `INSERT INTO lintel.still (id, exhibit_id, clip_id, number, frame, description, asked_by, state, facts, recipe, ended_at)
       SELECT $1, id, clip_id, 1, 1, $3, $4, 'made', '{}', '{}', now() FROM lintel.exhibit WHERE clip_id = $2`,
      [frame.id, clip, description, officerId],
    );
    await world.admin.query(
      `INSERT INTO lintel.exhibit (id, investigation_id, clip_id, reference, producer_name, description, registered_by)
       SELECT $1::uuid, investigation_id, $1, reference || '/1', producer_name, $3, $4 FROM lintel.exhibit WHERE clip_id = $2`,
      [frame.id, clip, description, officerId],
    );
  }

  const choose = (clip: string, redaction: string | null) =>
    world.admin.query(
      `INSERT INTO lintel.redaction_choice (id, investigation_id, clip_id, redaction_id, reason, chosen_by)
       VALUES (gen_random_uuid(), $1, $2, $3, 'sample', $4)`,
      [home.investigation, clip, redaction, officerId],
    );

  return { decide, redact, choose, frameOf };
}

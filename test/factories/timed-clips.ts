import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { timeCandidates } from '../../src/features/footage';
import type { MediaFacts } from '../../src/platform/media';

interface Home {
  readonly investigation: string;
  readonly invitation: string;
  readonly submission: string;
}

/** What a doorbell of the make calls a recording of 22:41:07 on that day of July, and what it writes into the file. */
const NAMED = {
  ring: (day: string) => ({
    name: `RingVideo_202607${day}_224107.mp4`,
    created: `2026-07-${day}T21:41:07.000000Z`,
  }),
  eufy: (day: string) => ({ name: `T8210P1234567890_202607${day}224107.mp4`, created: undefined }),
} as const;

/** Clips of one doorbell, a day apart in July, with the times that they carry, in SQL alone. As the administrator. */
export async function seedTimedClips(
  admin: Client,
  home: Home,
  {
    make,
    clips,
    from = 1,
  }: { readonly make: keyof typeof NAMED; readonly clips: number; readonly from?: number },
): Promise<string[]> {
  const ids: string[] = [];
  for (let day = from; day < from + clips; day += 1) {
    const id = randomUUID();
    const { name, created } = NAMED[make](String(day).padStart(2, '0'));
    const source = { kind: make, make, confidence: 'high', because: [], original: 'original' };
    await admin.query(
      `INSERT INTO lintel.clip (id, submission_id, invitation_id, investigation_id, state, file_name, size, stored_sha256, device_sha256,
         kind, media, source, incoming_key, evidence_key, sent_at, master_at)
       VALUES ($1, $2, $3, $4, 'master', $5, 1000, repeat('a', 64), repeat('a', 64), 'video/mp4', '{"duration": 20}', $6, $7, 'masters/' || $7, now(), now())`,
      [id, home.submission, home.invitation, home.investigation, name, JSON.stringify(source), id],
    );
    const facts = { kind: 'media', container: 'mov,mp4', timeTags: {}, duration: 20, video: null };
    const media =
      created === undefined ? null : ({ ...facts, creationTimeRaw: created } as unknown as MediaFacts);
    for (const time of timeCandidates(name, media, new Date('2026-10-20T12:00:00Z'), {}))
      await admin.query(
        'INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate) VALUES ($1, $2, $3, $4)',
        [id, time.source, time.ofEvent, time],
      );
    ids.push(id);
  }
  return ids;
}

import { randomUUID } from 'node:crypto';
import { HerNotesService, type HerNote } from '../../../src/features/notes';
import { NoteRepository } from '../../../src/features/notes/note.repository';
import type { Visitor } from '../../../src/features/invitations';
import { openDatabase } from '../../../src/platform/database';
import { asVictim, victimSession } from '../../factories/acting';
import type { Case, World } from './world';

/** The victim's side as the public process sees it: with its own database role and nothing more. */
export interface IntakeVisitor {
  notes(of: Case): Promise<Pick<HerNote, 'clipId' | 'kind' | 'make'>[]>;
  /** Puts the newest note of a case away, from the link of `as`; gives whether the victim still meets it. */
  putAway(of: Case, as: Case): Promise<boolean>;
  /** All that the public process can read of notes, as text. */
  everything(of: Case): Promise<string>;
  /** Another sending, with a clip that the victim named as the better version of `copy`. */
  sendBetter(of: Case, copy: string): Promise<void>;
  close(): Promise<void>;
}

export async function herNotes(world: World): Promise<IntakeVisitor> {
  const database = await openDatabase(world.database.urls.intake, 2);
  const notes = new HerNotesService(database, new NoteRepository());
  const visitor = ({ investigation, invitation }: Case) =>
    ({ investigationId: investigation, invitationId: invitation }) as unknown as Visitor;
  const as = async <T>({ invitation }: Case, work: () => Promise<T>): Promise<T> =>
    asVictim(await victimSession(world.admin, invitation), work);
  return {
    notes: async (of) =>
      (await as(of, () => notes.list(visitor(of)))).map(({ clipId, kind, make }) => ({ clipId, kind, make })),
    putAway: async (of, by) => {
      const newest = async () => (await as(of, () => notes.list(visitor(of))))[0];
      const note = await newest();
      if (note === undefined) throw new Error('there is no note');
      await as(by, () => notes.putAway(visitor(by), note.id));
      return (await newest())?.putAway === false;
    },
    everything: async (of) =>
      JSON.stringify(
        await as(of, () =>
          database.transaction((tx) =>
            tx.query('SELECT id, invitation_id, clip_id, kind, make, left_at, answered_at FROM lintel.note'),
          ),
        ),
      ),
    sendBetter: async (of, copy) => {
      const [submission, clip] = [randomUUID(), randomUUID()];
      await world.admin.query(
        `INSERT INTO lintel.submission (id, invitation_id, investigation_id, reference, state) VALUES ($1, $2, $3, $4, 'draft')`,
        [submission, of.invitation, of.investigation, `B-${submission.slice(0, 8).toUpperCase()}`],
      );
      await world.admin.query(
        `INSERT INTO lintel.clip (id, submission_id, invitation_id, investigation_id, state, file_name, size, incoming_key, replaces)
         VALUES ($1::uuid, $2, $3, $4, 'received', 'better.mp4', 1, $1::uuid::text, $5)`,
        [clip, submission, of.invitation, of.investigation, copy],
      );
      await as(of, () =>
        database.transaction((tx) => tx.query('SELECT lintel.send_submission($1)', [submission])),
      );
    },
    close: () => database.close(),
  };
}

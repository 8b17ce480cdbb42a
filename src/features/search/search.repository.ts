import { Injectable } from '@nestjs/common';
import type {
  ClipId,
  ExhibitRef,
  IncidentId,
  InvestigationId,
  MarkerId,
  SubmissionId,
  TranscriptId,
} from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { Answers } from '../diary';

interface InCase {
  readonly investigationId: InvestigationId;
  readonly urn: string;
}

export interface FoundSending extends InCase {
  readonly id: SubmissionId;
  readonly reference: string;
  readonly sentAt: Date;
}

export interface FoundItem extends InCase {
  readonly id: ClipId;
  readonly name: string;
  readonly exhibit: ExhibitRef | null;
  readonly description: string | null;
  readonly producer: string | null;
  readonly sha256: string | null;
  /** Of the event, as far as it is known; else of sending. */
  readonly at: Date;
}

export interface IncidentRow extends InCase {
  readonly id: IncidentId;
  readonly number: number;
  /** Of the sending with which it came. */
  readonly reference: string | null;
  readonly answers: Answers;
  readonly sentAt: Date;
  /** The incident before it in the list of its investigation. */
  readonly before: IncidentId | null;
}

export interface FoundNote extends InCase {
  readonly id: MarkerId;
  readonly clipId: ClipId;
  readonly name: string;
  readonly text: string;
  readonly seconds: number | null;
  readonly struck: boolean;
  readonly at: Date;
}

export interface FoundTranscript extends InCase {
  readonly id: TranscriptId;
  readonly clipId: ClipId;
  readonly name: string;
  readonly number: number;
  readonly finished: boolean;
  readonly text: string;
  readonly at: Date;
}

/** `copy`: it has the hash of a working copy. */
export type Why = 'exhibit' | 'name' | 'hash' | 'copy' | 'words';

export interface Found {
  readonly kind: 'item' | 'incident' | 'note';
  readonly id: string;
  readonly why: Why;
}

/** Each row is read through the policies: what PostgreSQL does not show the acting officer was not found. */
@Injectable()
export class SearchRepository {
  /** In what the acting officer may read, at most `most` of each way; `hash` is the beginning of a SHA-256, or empty. */
  async found(
    tx: Transaction,
    { words, exhibit, hash }: { readonly words: string; readonly exhibit: string; readonly hash: string },
    most: number,
  ): Promise<Found[]> {
    return tx.query<Found>('SELECT kind, id, why FROM lintel.found($1, $2, $3, $4)', [
      words,
      exhibit,
      hash,
      most,
    ]);
  }

  async sendings(tx: Transaction, reference: string): Promise<FoundSending[]> {
    return tx.query<FoundSending>(
      `SELECT s.id, s.reference, s.sent_at AS "sentAt", i.id AS "investigationId", i.urn
         FROM lintel.submission s JOIN lintel.investigation i ON i.id = s.investigation_id WHERE s.reference = $1 AND s.sent_at IS NOT NULL`,
      [reference],
    );
  }

  async items(tx: Transaction, clips: readonly string[]): Promise<FoundItem[]> {
    return tx.query<FoundItem>(
      `SELECT c.id, c.file_name AS name, e.reference AS exhibit, e.description, e.producer_name AS producer, c.stored_sha256 AS sha256,
              c.placed_at AS at, i.id AS "investigationId", i.urn
         FROM lintel.clip c JOIN lintel.investigation i ON i.id = c.investigation_id LEFT JOIN lintel.exhibit e ON e.clip_id = c.id
        WHERE c.id = ANY ($1::uuid[])`,
      [clips],
    );
  }

  async incidents(tx: Transaction, incidents: readonly string[]): Promise<IncidentRow[]> {
    return tx.query<IncidentRow>(
      `SELECT d.id, d.number, s.reference, d.answers, d.sent_at AS "sentAt", i.id AS "investigationId", i.urn,
              (SELECT b.id FROM lintel.incident b WHERE b.investigation_id = d.investigation_id AND b.sent_at <= d.sent_at
                  AND (b.sent_at, b.number, b.id) < (d.sent_at, d.number, d.id) ORDER BY b.sent_at DESC, b.number DESC, b.id DESC LIMIT 1) AS before
         FROM lintel.incident d JOIN lintel.investigation i ON i.id = d.investigation_id LEFT JOIN lintel.submission s ON s.id = d.submission_id
        WHERE d.id = ANY ($1::uuid[])`,
      [incidents],
    );
  }

  async notes(tx: Transaction, notes: readonly string[]): Promise<FoundNote[]> {
    return tx.query<FoundNote>(
      `SELECT m.id, m.clip_id AS "clipId", c.file_name AS name, m.text, m.seconds, m.at, i.id AS "investigationId", i.urn,
              EXISTS (SELECT FROM lintel.marker_strike s WHERE s.marker_id = m.id) AS struck
         FROM lintel.marker m JOIN lintel.clip c ON c.id = m.clip_id JOIN lintel.investigation i ON i.id = c.investigation_id
        WHERE m.id = ANY ($1::uuid[])`,
      [notes],
    );
  }

  /** Newest first, as PostgreSQL found them by words in what the acting officer may read. */
  async transcripts(tx: Transaction, words: string, most: number): Promise<FoundTranscript[]> {
    return tx.query<FoundTranscript>(
      `SELECT t.id, t.clip_id AS "clipId", c.file_name AS name, t.number, t.finished_at IS NOT NULL AS finished,
              lintel.transcript_words(t.lines) AS text, t.saved_at AS at, i.id AS "investigationId", i.urn
         FROM lintel.found_transcripts($1, $2) f JOIN lintel.transcript t ON t.id = f.id
         JOIN lintel.clip c ON c.id = t.clip_id JOIN lintel.investigation i ON i.id = c.investigation_id ORDER BY t.saved_at DESC, t.id`,
      [words, most],
    );
  }
}

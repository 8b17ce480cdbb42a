import { Injectable } from '@nestjs/common';
import type { ClipId, InvestigationId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import { AGREES_FOR } from '../invitations';
import type { Doubt, WrittenContent, WrittenKind } from './domain/content';
import type {
  Found,
  FoundIncident,
  FoundMessage,
  FoundNote,
  FoundRemarks,
  FoundTranscript,
} from './domain/found';
import type { FoundFilm } from './domain/found-film';
import type { FoundRequest } from './domain/found-request';

/** Words that were taken as an item. */
export interface WrittenItem {
  readonly id: ClipId;
  readonly investigationId: InvestigationId;
  readonly kind: WrittenKind;
  readonly version: number;
  readonly title: string;
  readonly content: WrittenContent;
  readonly takenAt: Date;
  readonly frozenAt: Date | null;
  readonly lockedAt: Date | null;
  readonly doubt: Doubt | null;
  readonly erased: boolean;
}

export interface Frozen {
  readonly id: ClipId;
  readonly kind: WrittenKind;
  readonly version: number;
  readonly title: string;
  readonly content: WrittenContent;
}

/** The officers' side: row-level security shows what was sent in investigations of which the officer is a member. */
@Injectable()
export class WrittenRepository {
  async incidents(tx: Transaction, id: InvestigationId): Promise<FoundIncident[]> {
    return tx.query<FoundIncident>(
      `SELECT i.id, i.number, s.reference, i.sent_at AS "sentAt", i.answers, e.number AS follows,
              (SELECT max(l.sent_at) FROM lintel.incident l WHERE l.follows = i.id) AS "addedAt"
         FROM lintel.incident i JOIN lintel.submission s ON s.id = i.submission_id
         LEFT JOIN lintel.incident e ON e.id = i.follows
        WHERE i.investigation_id = $1 AND i.sent_at IS NOT NULL ORDER BY i.sent_at, i.number, i.id`,
      [id],
    );
  }

  /** Those that left, or may have. */
  async messages(tx: Transaction, id: InvestigationId): Promise<FoundMessage[]> {
    return tx.query<FoundMessage>(
      `SELECT id, channel, requested_at AS "requestedAt", subject, body FROM lintel.message
        WHERE investigation_id = $1 AND body IS NOT NULL AND state IN ('sent', 'delivered', 'failed', 'uncertain') ORDER BY place`,
      [id],
    );
  }

  async notes(tx: Transaction, id: InvestigationId): Promise<FoundNote[]> {
    return tx.query<FoundNote>(
      `SELECT n.id, n.kind, n.make, n.left_at AS "leftAt", v.holder
         FROM lintel.note n JOIN lintel.clip c ON c.id = n.clip_id JOIN lintel.invitation v ON v.id = n.invitation_id
        WHERE c.investigation_id = $1 ORDER BY n.left_at, n.id`,
      [id],
    );
  }

  /** What officers wrote about an item, in order of writing. */
  async remarks(tx: Transaction, id: InvestigationId): Promise<FoundRemarks[]> {
    return tx.query<FoundRemarks>(
      `SELECT c.id, e.reference, c.sent_at AS "sentAt", max(m.at) AS "newestAt",
              json_agg(json_build_object('at', m.at, 'author', o.display_name, 'seconds', m.seconds, 'text', m.text,
                'struck', CASE WHEN k.marker_id IS NULL THEN NULL ELSE json_build_object('by', p.display_name, 'why', k.reason) END)
                ORDER BY m.place) AS remarks
         FROM lintel.marker m JOIN lintel.clip c ON c.id = m.clip_id JOIN lintel.officer o ON o.id = m.author_id
         LEFT JOIN lintel.exhibit e ON e.clip_id = c.id
         LEFT JOIN lintel.marker_strike k ON k.marker_id = m.id LEFT JOIN lintel.officer p ON p.id = k.officer_id
        WHERE c.investigation_id = $1 GROUP BY c.id, e.reference, c.sent_at ORDER BY c.sent_at, c.id`,
      [id],
    );
  }

  /** What other people were asked; without what was erased of them. */
  async requests(tx: Transaction, id: InvestigationId): Promise<FoundRequest[]> {
    return tx.query<FoundRequest>(
      `SELECT r.id, r.asked, r.reason, r.correction, r.made_at AS "madeAt",
              CASE WHEN r.enquiry IS NOT NULL THEN jsonb_build_object('enquiry', r.enquiry, 'necessity', r.necessity,
                'alternatives', r.alternatives, 'views', r.views, 'viewsWords', r.views_words, 'told', r.told, 'toldWords', r.told_words) END AS test,
              (SELECT coalesce(jsonb_agg(jsonb_build_object('givenOn', t.given_on, 'words', t.words) ORDER BY t.made_at, t.id), '[]')
                FROM lintel.victim_told t WHERE t.request_id = r.id) AS tellings, ${AGREES_FOR} AS "agreesFor",
              (SELECT coalesce(jsonb_agg(jsonb_build_object('givenOn', t.given_on, 'words', t.words) ORDER BY t.made_at, t.id), '[]')
                FROM lintel.parent_told t WHERE t.request_id = r.id) AS "parentTellings"
         FROM lintel.person_request r JOIN lintel.invitation i ON i.id = r.invitation_id
        WHERE i.investigation_id = $1 AND r.forgotten_at IS NULL ORDER BY r.made_at, r.id`,
      [id],
    );
  }

  /** Every version in which something is typed, or was when it was last taken. */
  async transcripts(tx: Transaction, id: InvestigationId): Promise<FoundTranscript[]> {
    return tx.query<FoundTranscript>(
      `SELECT t.id, t.number, t.begun_at AS "begunAt", t.finished_at AS "finishedAt", t.lines, t.captions, t.sha256,
              t.author_id AS "authorId", a.display_name AS author,
              coalesce((SELECT json_agg(json_build_object('id', o.id, 'name', o.display_name) ORDER BY p.place)
                FROM unnest(t.earlier) WITH ORDINALITY p (id, place) JOIN lintel.officer o ON o.id = p.id), '[]') AS earlier,
              t.proposed_by AS "proposedBy", b.display_name AS checker, k.at AS "checkedAt",
              e.reference, c.sent_at AS "sentAt", c.stored_sha256 AS recording
         FROM lintel.transcript t JOIN lintel.clip c ON c.id = t.clip_id JOIN lintel.officer a ON a.id = t.author_id
         LEFT JOIN lintel.exhibit e ON e.clip_id = c.id
         LEFT JOIN lintel.transcript_check k ON k.transcript_id = t.id LEFT JOIN lintel.officer b ON b.id = k.officer_id
        WHERE t.investigation_id = $1 AND (t.lines <> '[]' OR EXISTS (SELECT FROM lintel.written_item w
                WHERE w.investigation_id = $1 AND w.kind = 'transcript' AND w.source = t.id))
          AND c.stored_sha256 IS NOT NULL AND c.erased_at IS NULL ORDER BY t.begun_at, t.id`,
      [id],
    );
  }

  /** Those that were approved, and of which every part is still here as it was. */
  async films(tx: Transaction, id: InvestigationId): Promise<FoundFilm[]> {
    return tx.query<FoundFilm>(
      `SELECT m.id, e.reference || '/' || m.number AS reference, m.title, a.display_name AS author, m.asked_at AS "askedAt", r.sha256,
              m.recipe::jsonb AS recipe, m.recipe_sha256 AS "recipeSha256"
         FROM lintel.compilation m JOIN lintel.exhibit e ON e.id = m.exhibit_id JOIN lintel.officer a ON a.id = m.author_id
         JOIN lintel.rendition r ON r.id = m.id
        WHERE m.investigation_id = $1 AND m.recipe <> '' AND lintel.film_is_approved(m.id) AND lintel.film_is_open(m.id)
        ORDER BY m.asked_at, m.id`,
      [id],
    );
  }

  async take(tx: Transaction, id: InvestigationId, found: readonly Found[]): Promise<void> {
    await tx.query('SELECT lintel.take_written($1, $2)', [id, JSON.stringify(found)]);
  }

  /** Those whose words were not fixed before. */
  async freeze(tx: Transaction, id: InvestigationId, items: readonly ClipId[]): Promise<Frozen[]> {
    return tx.query<Frozen>(
      `SELECT clip AS id, kind, version, title, content FROM lintel.freeze_written($1, $2)`,
      [id, items],
    );
  }

  async byId(tx: Transaction, id: ClipId): Promise<WrittenItem | undefined> {
    const [row] = await tx.query<WrittenItem>(
      `SELECT w.clip_id AS id, w.investigation_id AS "investigationId", w.kind, w.version, c.file_name AS title, w.content,
              w.taken_at AS "takenAt", w.frozen_at AS "frozenAt", c.master_at AS "lockedAt", w.doubt,
              c.erased_at IS NOT NULL AS erased
         FROM lintel.written_item w JOIN lintel.clip c ON c.id = w.clip_id WHERE w.clip_id = $1`,
      [id],
    );
    return row;
  }
}

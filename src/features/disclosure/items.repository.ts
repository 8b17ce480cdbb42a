import { Injectable } from '@nestjs/common';
import type {
  ApplicationId,
  ClipId,
  DecisionId,
  ExhibitRef,
  InvestigationId,
  OfficerId,
  ReviewId,
} from '../../kernel/ids';
import type { Holder } from '../invitations';
import type { Transaction } from '../../platform/database';
import { afterItem, EVENT_ORDER } from '../footage';
import type { Doubt, WrittenKind } from '../written';
import { standing, type Classification, type Occasion } from './domain/decision';
import type { EndorsementAnswer } from './domain/endorsement';
import type { FilmFacts } from './domain/films';
import type { DecidedFacts, ExhibitFacts } from './domain/item';
import type { Presumption } from './domain/presumption';
import type { TranscriptFacts } from './domain/transcripts';

/** Of what is written, and no recording. */
export interface WrittenFacts {
  readonly kind: WrittenKind;
  readonly version: number;
  /** Why decisions made before do not stand any more. */
  readonly doubt: Doubt | null;
  /** Null of all but a transcript. */
  readonly transcript: TranscriptFacts | null;
  /** Null of all but an application for an order: its version. */
  readonly application: ApplicationId | null;
  /** Null of all but a film of several exhibits. */
  readonly film: FilmFacts | null;
  readonly filmReference: string | null;
  /** Null of all but officers’ notes on an item: that one. */
  readonly notesOn: ClipId | null;
}

/** An item as the disclosure officer sees it, with the newest decision about it. */
export interface CaseItem {
  readonly clipId: ClipId;
  readonly fileName: string;
  readonly sentAt: Date;
  /** When it was recorded, as an officer chose or as is likely; null: not known. */
  readonly eventAt: Date | null;
  readonly eventBy: 'chosen' | 'likely' | null;
  /** Of the doorbell, where its file tells. */
  readonly make: string | null;
  /** Whose private link it came by; `null` of what an officer added. */
  readonly sentBy: Holder | null;
  /** By an officer, not by the victim. */
  readonly added: boolean;
  /** What the prosecutor last wrote beside it on an MG6C. */
  readonly endorsed: EndorsementAnswer | null;
  /** Length in seconds; null where there is none. */
  readonly seconds: number | null;
  /** Its original is the locked master. */
  readonly locked: boolean;
  readonly exhibit: ExhibitFacts | null;
  readonly written: WrittenFacts | null;
  /** Why it is likely to meet the disclosure test. */
  readonly presumption: Presumption | null;
  readonly decision: NewestDecision | null;
  /** Whether that decision was made since the newest review was opened, and about the words as they stand. */
  readonly stands: boolean;
  readonly mg6c: number | null;
  readonly mg6d: number | null;
}

export interface NewestDecision {
  readonly id: DecisionId;
  readonly classification: Classification;
  readonly meetsTest: boolean;
  readonly originalToDefence: boolean;
  readonly description: string;
  /** It was the exhibit’s, and no other words. */
  readonly ofExhibit: boolean;
  readonly reason: string;
  /** Why an item that is presumed to meet the test does not. */
  readonly rebuttal: string;
  /** Another version of the recording was decided otherwise, and this stays so. */
  readonly despiteVersion: boolean;
  readonly reviewId: ReviewId | null;
  readonly decidedAt: Date;
  readonly decidedBy: string;
}

export interface Review {
  readonly id: ReviewId;
  readonly occasion: Occasion;
  readonly reason: string;
  readonly openedAt: Date;
  readonly openedBy: string;
}

export const ITEMS_OF = ['exhibits', 'others', 'written'] as const;
export type ItemsOf = (typeof ITEMS_OF)[number];

/** Which items of an investigation are shown, or decided together. */
export interface ItemChoice {
  /** Those without a decision that stands. */
  readonly workListOnly: boolean;
  /** Exhibits, what is written, or everything else; all where it is not said. */
  readonly of?: ItemsOf | undefined;
}

interface Row extends Omit<CaseItem, 'exhibit' | 'written' | 'decision' | 'stands'> {
  readonly writtenKind: WrittenKind | null;
  readonly version: number;
  readonly doubt: Doubt | null;
  readonly doubted: boolean;
  readonly transcript: TranscriptFacts | null;
  readonly application: ApplicationId | null;
  readonly film: FilmFacts | null;
  readonly filmReference: string | null;
  readonly notesOn: ClipId | null;
  readonly reference: ExhibitRef | null;
  readonly producer: string;
  readonly exhibitDescription: string;
  readonly decisionId: DecisionId | null;
  readonly classification: Classification;
  readonly meetsTest: boolean;
  readonly originalToDefence: boolean;
  readonly description: string;
  readonly ofExhibit: boolean;
  readonly reason: string;
  readonly rebuttal: string;
  readonly despiteVersion: boolean;
  readonly reviewId: ReviewId | null;
  readonly decidedAt: Date;
  readonly decidedBy: string;
  readonly newestReview: ReviewId | null;
}

const NEWEST_REVIEW = `(SELECT r.id FROM lintel.disclosure_review r WHERE r.investigation_id = $1 ORDER BY r.place DESC LIMIT 1)`;

const ITEMS = `SELECT c.id AS "clipId", c.file_name AS "fileName", c.sent_at AS "sentAt", c.event_at AS "eventAt", c.event_by AS "eventBy",
    c.source ->> 'make' AS make, c.submission_id IS NULL AS added, (SELECT v.holder FROM lintel.invitation v WHERE v.id = c.invitation_id) AS "sentBy", n.answer AS endorsed, (c.media ->> 'duration')::float8 AS seconds, c.master_at IS NOT NULL AS locked,
    e.reference, e.producer_name AS producer, e.description AS "exhibitDescription",
    d.id AS "decisionId", d.classification, d.meets_test AS "meetsTest", d.original_to_defence AS "originalToDefence",
    d.description, d.of_exhibit AS "ofExhibit", d.reason, d.rebuttal, d.despite_version AS "despiteVersion", lintel.presumed(c.id) AS presumption, d.review_id AS "reviewId", d.decided_at AS "decidedAt", o.display_name AS "decidedBy",
    ${NEWEST_REVIEW} AS "newestReview", mg6c.number AS mg6c, mg6d.number AS mg6d,
    w.kind AS "writtenKind", w.version, w.doubt, lintel.transcript_of(w.clip_id) AS transcript, lintel.film_of(w.clip_id) AS film,
    (SELECT p.reference || '/' || m.number FROM lintel.compilation m JOIN lintel.exhibit p ON p.id = m.exhibit_id WHERE w.kind = 'film' AND m.id = w.source) AS "filmReference",
    CASE WHEN w.kind = 'application' THEN w.source END AS application, CASE WHEN w.kind = 'clip-notes' THEN w.source END AS "notesOn", coalesce(w.doubted_at > d.decided_at, false) AS doubted
  FROM lintel.clip c
  LEFT JOIN lintel.exhibit e ON e.clip_id = c.id
  LEFT JOIN LATERAL (SELECT * FROM lintel.decision x WHERE x.clip_id = c.id ORDER BY x.place DESC LIMIT 1) d ON true
  LEFT JOIN lintel.officer o ON o.id = d.decided_by
  LEFT JOIN lintel.written_item w ON w.clip_id = c.id
  LEFT JOIN LATERAL (SELECT x.answer FROM lintel.endorsement x JOIN lintel.schedule_step p ON p.id = x.step_id
    WHERE x.clip_id = c.id ORDER BY p.place DESC LIMIT 1) n ON true
  LEFT JOIN lintel.schedule_number mg6c ON mg6c.clip_id = c.id AND mg6c.form = 'MG6C'
  LEFT JOIN lintel.schedule_number mg6d ON mg6d.clip_id = c.id AND mg6d.form = 'MG6D'
  WHERE c.investigation_id = $1 AND c.erased_at IS NULL`;

/** Of a choice, as $2 and $4. */
const CHOSEN = `(NOT $2 OR d.id IS NULL OR d.review_id IS DISTINCT FROM ${NEWEST_REVIEW} OR w.doubted_at > d.decided_at)
    AND ($4::text IS NULL OR CASE $4 WHEN 'exhibits' THEN e.id IS NOT NULL WHEN 'written' THEN c.written
      ELSE e.id IS NULL AND NOT c.written END)`;

function itemOf(row: Row): CaseItem {
  const { clipId, fileName, sentAt, eventAt, eventBy, seconds, locked, mg6c, mg6d, decisionId: id } = row;
  const { classification, meetsTest, originalToDefence, description, reason, reviewId } = row;
  const {
    decidedAt,
    decidedBy,
    rebuttal,
    ofExhibit,
    despiteVersion,
    presumption,
    make,
    added,
    sentBy,
    endorsed,
  } = row;
  const decision = id && {
    ...{ id, classification, meetsTest, originalToDefence, description, reason, reviewId },
    ...{ decidedAt, decidedBy, rebuttal, ofExhibit, despiteVersion },
  };
  return {
    ...{ clipId, fileName, sentAt, eventAt, eventBy, seconds, locked, mg6c, mg6d, decision, presumption },
    ...{ make, added, sentBy, endorsed },
    exhibit: row.reference && {
      reference: row.reference,
      producer: row.producer,
      description: row.exhibitDescription,
    },
    written: row.writtenKind && {
      ...{ kind: row.writtenKind, version: row.version, doubt: row.doubt },
      ...{ transcript: row.transcript, application: row.application, film: row.film, notesOn: row.notesOn },
      filmReference: row.filmReference,
    },
    stands: !row.doubted && standing(decision ?? undefined, row.newestReview) !== undefined,
  };
}

/** The facts of an item whose decision stands; `undefined` for one on the work list. */
export function decidedFacts(item: CaseItem): DecidedFacts | undefined {
  const { clipId, fileName: name, decision, stands, exhibit, written, presumption, mg6c, mg6d } = item;
  if (decision === null || !stands) return undefined;
  const { id: decisionId, classification, meetsTest, originalToDefence, description, reason } = decision;
  return {
    ...{ clipId, decisionId, classification, meetsTest, originalToDefence, description, reason, exhibit },
    ...{ ofExhibit: decision.ofExhibit, numbers: { MG6C: mg6c, MG6D: mg6d } },
    isWritten: written !== null,
    ...{ transcript: written?.transcript, application: written?.application, film: written?.film },
    filmReference: written?.filmReference,
    ...{ name, notesOn: written?.notesOn },
    ...{ presumption, rebuttal: decision.rebuttal, endorsed: item.endorsed },
    despiteVersion: decision.despiteVersion,
    decidedAt: decision.decidedAt,
  };
}

/** What an application for an order names. */
export interface Named {
  readonly item: ClipId;
  readonly isApplication: boolean;
  /** It tells of something that is withheld or erased by now. */
  readonly tellsWithheld: boolean;
  /** A later version is finished. */
  readonly isReplaced: boolean;
}

/** Items, reviews and numbers of an investigation, as the police side sees them. */
@Injectable()
export class ItemsRepository {
  /** Until the transaction ends nobody else decides, makes a form or seals in this investigation. */
  async lock(tx: Transaction, id: InvestigationId): Promise<void> {
    await tx.query(`SELECT lintel.in_turn('disclosure', $1)`, [id]);
  }

  async all(tx: Transaction, id: InvestigationId): Promise<CaseItem[]> {
    return (await tx.query<Row>(`${ITEMS} ORDER BY ${EVENT_ORDER}`, [id])).map(itemOf);
  }

  /** By a finished version, whose papers were made. */
  async named(tx: Transaction, application: ApplicationId): Promise<Named[]> {
    return tx.query<Named>(
      `SELECT item, is_application AS "isApplication", tells_withheld AS "tellsWithheld", is_replaced AS "isReplaced"
         FROM lintel.named_by_application($1)`,
      [application],
    );
  }

  /** Chronologies and applications whose words tell of something that is withheld from the defence by now, or erased. */
  async papersThatTell(tx: Transaction, id: InvestigationId): Promise<ReadonlySet<ClipId>> {
    const rows = await tx.query<{ item: ClipId }>('SELECT lintel.papers_that_tell($1) AS item', [id]);
    return new Set(rows.map(({ item }) => item));
  }

  /** One page, in the order of events; on the work list are those without a decision that stands. */
  async page(
    tx: Transaction,
    id: InvestigationId,
    { workListOnly, of }: ItemChoice,
    limit: number,
    after?: ClipId,
  ): Promise<CaseItem[]> {
    const rows = await tx.query<Row>(
      `${ITEMS} AND ${CHOSEN} ${after === undefined ? '' : `AND ${afterItem('$5')}`} ORDER BY ${EVENT_ORDER} LIMIT $3`,
      [id, workListOnly, limit, of ?? null, ...(after === undefined ? [] : [after])],
    );
    return rows.map(itemOf);
  }

  /** Which items a choice holds, without what is known of each. */
  async matching(tx: Transaction, id: InvestigationId, choice: ItemChoice, limit: number): Promise<ClipId[]> {
    const rows = await tx.query<{ id: ClipId }>(
      `SELECT c.id FROM lintel.clip c
         LEFT JOIN lintel.exhibit e ON e.clip_id = c.id
         LEFT JOIN LATERAL (SELECT * FROM lintel.decision x WHERE x.clip_id = c.id ORDER BY x.place DESC LIMIT 1) d ON true
         LEFT JOIN lintel.written_item w ON w.clip_id = c.id
        WHERE c.investigation_id = $1 AND c.erased_at IS NULL AND ${CHOSEN} LIMIT $3`,
      [id, choice.workListOnly, limit, choice.of ?? null],
    );
    return rows.map((row) => row.id);
  }

  /** Those of the clips that are items of this investigation, by id. */
  async some(tx: Transaction, id: InvestigationId, clips: readonly ClipId[]): Promise<CaseItem[]> {
    return (await tx.query<Row>(`${ITEMS} AND c.id = ANY($2) ORDER BY c.id`, [id, clips])).map(itemOf);
  }

  async investigationOf(tx: Transaction, clip: ClipId): Promise<InvestigationId | undefined> {
    const [row] = await tx.query<{ id: InvestigationId }>(
      'SELECT investigation_id AS id FROM lintel.clip WHERE id = $1',
      [clip],
    );
    return row?.id;
  }

  /** Newest first. */
  async reviews(tx: Transaction, id: InvestigationId, limit: number, after?: ReviewId): Promise<Review[]> {
    return tx.query<Review>(
      `SELECT r.id, r.occasion, r.reason, r.opened_at AS "openedAt", o.display_name AS "openedBy"
         FROM lintel.disclosure_review r JOIN lintel.officer o ON o.id = r.opened_by
        WHERE r.investigation_id = $1
          AND ($3::uuid IS NULL OR r.place < (SELECT l.place FROM lintel.disclosure_review l WHERE l.id = $3))
        ORDER BY r.place DESC LIMIT $2`,
      [id, limit, after ?? null],
    );
  }

  async insertReview(
    tx: Transaction,
    row: Pick<Review, 'id' | 'occasion' | 'reason'> & { readonly investigationId: InvestigationId },
    by: OfficerId,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.disclosure_review (id, investigation_id, occasion, reason, opened_by) VALUES ($1, $2, $3, $4, $5)`,
      [row.id, row.investigationId, row.occasion, row.reason, by],
    );
  }
}

import { Injectable } from '@nestjs/common';
import type { InvitationId, OfficerId } from '../../kernel/ids';
import { seenOf, type Seen } from '../../kernel/seen';
import type { Transaction } from '../../platform/database';
import type { AgreesFor } from './domain/agrees-for';
import type { Other } from './domain/holder';
import type { PersonRequest, VictimTest } from './domain/person-request';

/** Who has to be told of a request: the victim whom it is about, or a parent of the child for whom another adult agrees. */
export type Told = 'victim' | 'parent';

/** That somebody was told after all that another person is asked; or that a record of it does not hold. */
export interface Telling {
  /** The day of it, as `2026-11-24`; `null`: the record before does not hold. */
  readonly givenOn: string | null;
  /** How it was given, or why the record before does not hold. */
  readonly words: string;
}

/** Of which record of what is asked: the newest that whoever says it was shown. */
export interface NewTelling extends Telling {
  readonly request: string;
  /** What was shown of it; undefined: nobody asks. */
  readonly seen?: Seen | undefined;
}

export interface TellingRow extends Telling {
  readonly madeBy: string;
  readonly madeAt: Date;
}

/** A record of what another person is asked, as officers see it. */
export interface PersonRequestRow extends PersonRequest {
  readonly id: string;
  /** Who they are, as it was recorded here. */
  readonly holder: Other;
  /** Why the record before it was corrected; of the first one empty. */
  readonly correction: string;
  readonly madeBy: string;
  readonly madeAt: Date;
  /** Where the victim is told later: what was recorded of it, newest first. */
  readonly tellings: readonly TellingRow[];
  /** The same where a parent was not told when it was recorded. */
  readonly parentTellings: readonly TellingRow[];
}

/** A record, and what was recorded of who was told; of none where it was erased. */
export const requestSeen = (row: PersonRequestRow | undefined): Seen =>
  seenOf([row?.id, row?.tellings.length, row?.parentTellings.length]);

/** Whether the victim has been told, as it was recorded last. */
export const isTold = ({ tellings }: PersonRequestRow): boolean => (tellings[0]?.givenOn ?? null) !== null;

/** Whether the victim is still to be told. */
export const isTellingDue = (request: PersonRequestRow): boolean =>
  request.test?.told === 'later' && !isTold(request);

/** Whether a parent has been told since, as it was recorded last. */
export const isParentTold = ({ parentTellings }: PersonRequestRow): boolean =>
  (parentTellings[0]?.givenOn ?? null) !== null;

/** Whether a parent was not told, so that it can be recorded that it was done since. */
export const isParentOpen = ({ agreesFor }: Pick<PersonRequestRow, 'agreesFor'>): boolean =>
  agreesFor?.parent === 'later' || agreesFor?.parent === 'not-told';

type FlatTelling = Omit<TellingRow, 'madeAt'> & { readonly madeAt: string };
type Flat = Omit<PersonRequestRow, 'test' | 'tellings' | 'parentTellings'> & {
  readonly tellings: readonly FlatTelling[];
  readonly parentTellings: readonly FlatTelling[];
} & { readonly [Key in keyof VictimTest]: VictimTest[Key] | null };

const tellingOf = (telling: FlatTelling): TellingRow => ({ ...telling, madeAt: new Date(telling.madeAt) });
const TABLES = { victim: 'lintel.victim_told', parent: 'lintel.parent_told' } as const;
const tellingsIn = (table: string): string =>
  `(SELECT coalesce(jsonb_agg(jsonb_build_object('givenOn', t.given_on, 'words', t.words, 'madeAt', t.made_at,
      'madeBy', b.display_name) ORDER BY t.made_at DESC, t.id DESC), '[]')
    FROM ${table} t JOIN lintel.officer b ON b.id = t.officer_id WHERE t.request_id = r.id)`;

/** Of `lintel.person_request r`, as `AgreesFor`. */
export const AGREES_FOR = `CASE WHEN r.agrees_for IS NOT NULL THEN jsonb_build_object('whom', r.agrees_for, 'relation', r.relation,
  'nobodyCloser', r.nobody_closer, 'ownViews', r.own_views, 'ownViewsWords', r.own_views_words, 'parent', r.parent,
  'parentWords', r.parent_words) END`;

function requestOf(row: Flat): PersonRequestRow {
  const { enquiry, necessity, alternatives, views, viewsWords, told, toldWords, tellings, ...rest } = row;
  const test = { enquiry, necessity, alternatives, views, viewsWords, told, toldWords };
  // The database holds that they are all there, or none.
  return {
    ...rest,
    test: enquiry === null ? null : (test as VictimTest),
    tellings: tellings.map(tellingOf),
    parentTellings: rest.parentTellings.map(tellingOf),
  };
}

const NOBODY = [null, null, null, null, null, null, null] as const;
const agreementValues = (given: AgreesFor | null): readonly (string | null)[] =>
  given === null
    ? NOBODY
    : [
        ...[given.whom, given.relation, given.nobodyCloser, given.ownViews, given.ownViewsWords],
        ...[given.parent, given.parentWords],
      ];

/** The officers' view of what other people are asked. Nothing is ever changed: the newest record counts. */
@Injectable()
export class PersonRequestRepository {
  /** Who records of this link waits for who is recording, and sees theirs. */
  async turn(tx: Transaction, id: InvitationId): Promise<void> {
    await tx.query(`SELECT lintel.in_turn('request', $1)`, [id]);
  }

  async insert(
    tx: Transaction,
    row: PersonRequest & {
      readonly id: string;
      readonly invitationId: InvitationId;
      readonly holder: Other;
      readonly correction: string;
      readonly by: OfficerId;
    },
  ): Promise<void> {
    const { test, agreesFor } = row;
    await tx.query(
      `INSERT INTO lintel.person_request (id, invitation_id, person_name, organisation, asked, reason, ask, enquiry, necessity,
         alternatives, views, views_words, told, told_words, correction, officer_id, holder,
         agrees_for, relation, nobody_closer, own_views, own_views_words, parent, parent_words)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)`,
      [
        ...[row.id, row.invitationId, row.personName, row.organisation, row.asked, row.reason, row.ask],
        ...[test?.enquiry ?? null, test?.necessity ?? null, test?.alternatives ?? null],
        ...[test?.views ?? null, test?.viewsWords ?? null, test?.told ?? null, test?.toldWords ?? null],
        ...[row.correction, row.by, row.holder],
        ...agreementValues(agreesFor),
      ],
    );
  }

  async insertTelling(
    tx: Transaction,
    who: Told,
    row: Telling & {
      readonly id: string;
      readonly invitationId: InvitationId;
      readonly requestId: string;
      readonly by: OfficerId;
    },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO ${TABLES[who]} (id, invitation_id, request_id, given_on, words, officer_id) VALUES ($1, $2, $3, $4, $5, $6)`,
      [row.id, row.invitationId, row.requestId, row.givenOn, row.words, row.by],
    );
  }

  /** Newest first. */
  async ofInvitation(tx: Transaction, id: InvitationId): Promise<PersonRequestRow[]> {
    const rows = await tx.query<Flat>(
      `SELECT r.id, r.holder, r.person_name AS "personName", r.organisation, r.asked, r.reason, r.ask, r.enquiry, r.necessity, r.alternatives,
              r.views, r.views_words AS "viewsWords", r.told, r.told_words AS "toldWords", r.correction, r.made_at AS "madeAt",
              o.display_name AS "madeBy",
              ${AGREES_FOR} AS "agreesFor", ${tellingsIn(TABLES.victim)} AS tellings, ${tellingsIn(TABLES.parent)} AS "parentTellings"
         FROM lintel.person_request r JOIN lintel.officer o ON o.id = r.officer_id
        WHERE r.invitation_id = $1 ORDER BY r.made_at DESC, r.id DESC LIMIT 100`,
      [id],
    );
    return rows.map(requestOf);
  }
}

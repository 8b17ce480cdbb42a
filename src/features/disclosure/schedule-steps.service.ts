import { Injectable } from '@nestjs/common';
import { CustodyLog, investigationSubject } from '../../custody';
import { NotFound } from '../../kernel/errors';
import { randomId, type InvestigationId, type OfficerId, type ScheduleId } from '../../kernel/ids';
import { readCsv } from '../../platform/csv-reader';
import { requireSeen, type Seen } from '../../kernel/seen';
import { Database, type Transaction } from '../../platform/database';
import { InvestigationsService } from '../investigations';
import { EndorsementsRefused, FormOutOfOrder, SignatureNeeded } from './disclosure.errors';
import { readEndorsements, type EndorsedRow } from './domain/endorsement';
import { formState } from './domain/form-state';
import { isSameName } from './domain/signature';
import { FormsInForce } from './forms';
import { ItemsRepository } from './items.repository';
import {
  endorsementsSeen,
  SchedulesRepository,
  type MadeSchedule,
  type ScheduleStep,
} from './schedules.repository';
import type { Maker } from './schedules.service';

/** Where endorsements come from: the rows, or the list as the prosecutor sent it back. */
export type EndorsementInput = ({ readonly rows: readonly EndorsedRow[] } | { readonly csv: string }) & {
  /** What was shown of the endorsements of before; undefined: nobody asks. */
  readonly seen?: Seen | undefined;
};

/** What becomes of a form once it is made: signed, sent to the prosecutor, and endorsed. */
@Injectable()
export class ScheduleStepsService {
  constructor(
    private readonly database: Database,
    private readonly schedules: SchedulesRepository,
    private readonly items: ItemsRepository,
    private readonly forms: FormsInForce,
    private readonly investigations: InvestigationsService,
    private readonly custody: CustodyLog,
  ) {}

  /** Makes a draft final. @throws NotFound, SignatureNeeded, FormOutOfOrder */
  async sign(by: Maker, id: ScheduleId, signedName: string): Promise<void> {
    await this.step(by.id, id, async (tx, form) => {
      if (!isSameName(signedName, by.displayName)) throw new SignatureNeeded();
      if (form.isOld) throw new FormOutOfOrder('There is a newer version of this form: sign that.');
      if (form.signedAt !== null) throw new FormOutOfOrder('This form is signed already.');
      if (!(await this.forms.isCurrent(tx, form)))
        throw new FormOutOfOrder(
          'Decisions say otherwise since this form was made: make the next version, and sign that.',
        );
      return this.take(tx, by.id, form, 'signed', by.displayName);
    });
  }

  /** @param to whom it was sent to @throws NotFound, FormOutOfOrder */
  async send(by: OfficerId, id: ScheduleId, to: string): Promise<void> {
    await this.step(by, id, async (tx, form) => {
      if (form.signedAt === null) throw new FormOutOfOrder('Sign this form before it is sent.');
      if (form.sentAt !== null) throw new FormOutOfOrder('This form was sent already.');
      return this.take(tx, by, form, 'sent', to);
    });
  }

  /**
   * What the prosecutor wrote beside items of an MG6C, in any number of lists; the newest answer of an item counts.
   * @throws NotFound, ChangedMeanwhile, FormOutOfOrder, EndorsementsRefused with every fault by line
   */
  async endorse(by: OfficerId, id: ScheduleId, prosecutor: string, input: EndorsementInput): Promise<number> {
    return this.step(by, id, async (tx, form) => {
      if (form.form !== 'MG6C') throw new FormOutOfOrder('Only an MG6C is endorsed item by item.');
      if (formState(form) === 'draft') throw new FormOutOfOrder('Sign this form before it is endorsed.');
      requireSeen(endorsementsSeen(form), input.seen, 'the endorsements of this form');
      const numbers = new Map(form.rows.map(({ position, clipId }) => [position, clipId]));
      const lines =
        'csv' in input
          ? readCsv(input.csv)
          : input.rows.map(({ position, answer, comment }) => [String(position), answer, comment]);
      const read = readEndorsements(lines, new Set(numbers.keys()));
      if ('faults' in read) throw new EndorsementsRefused(read.faults);
      const step = await this.take(tx, by, form, 'endorsed', prosecutor, read.rows);
      for (const { position, ...said } of read.rows) {
        const clipId = numbers.get(position);
        if (clipId !== undefined) await this.schedules.addEndorsement(tx, step, { clipId, ...said });
      }
      return read.rows.length;
    });
  }

  private async step<T>(
    by: OfficerId,
    id: ScheduleId,
    work: (tx: Transaction, form: MadeSchedule) => Promise<T>,
  ): Promise<T> {
    return this.database.transaction(async (tx) => {
      const found = await this.schedules.byId(tx, id);
      if (found === undefined) throw new NotFound('The schedule');
      await this.investigations.requireMember(tx, by, found.investigationId);
      await this.items.lock(tx, found.investigationId);
      // Somebody else may have signed it meanwhile.
      const form = await this.schedules.byId(tx, id);
      if (form === undefined) throw new NotFound('The schedule');
      return work(tx, form);
    });
  }

  private async take(
    tx: Transaction,
    by: OfficerId,
    { id: schedule, investigationId }: { readonly id: ScheduleId; readonly investigationId: InvestigationId },
    step: ScheduleStep,
    name: string,
    rows: readonly EndorsedRow[] = [],
  ): Promise<string> {
    const id = randomId<string>();
    await this.schedules.addStep(tx, { id, schedule, step, name }, by);
    await this.custody.append(tx, {
      type: 'schedule-step',
      subject: investigationSubject(investigationId),
      investigation: investigationId,
      detail: { schedule, step },
      secrets: { name, ...(rows.length > 0 && { endorsements: rows.map((row) => ({ ...row })) }) },
    });
    return id;
  }
}

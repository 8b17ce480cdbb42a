import { Injectable } from '@nestjs/common';
import { canonicalise } from '../../custody';
import type { InvestigationId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import { versionsIn, type Versions } from '../footage';
import { sortItems, type SortedItems } from './domain/item';
import {
  FORMS,
  listedIn,
  mg12Rows,
  mg6cRows,
  mg6dRows,
  mg6eRows,
  type Bare,
  type CurrentForms,
  type ExhibitRow,
  type Form,
  type RestrictedRow,
} from './domain/schedule';
import { sameOn } from './domain/versions';
import { decidedFacts, ItemsRepository } from './items.repository';
import { SchedulesRepository, type MadeSchedule } from './schedules.repository';

type Rows = readonly Bare<ExhibitRow | RestrictedRow>[];

/** The rows that a form made now would have; a number that was never given is 0 and fits no made form. */
export function rowsNow(form: Form, items: SortedItems, versions: Versions): Rows {
  const same = sameOn(form, items, versions);
  switch (form) {
    case 'MG12':
      return mg12Rows(items.evidence, same);
    case 'MG6C':
      return mg6cRows(items.unused, ({ numbers }) => numbers.MG6C ?? 0, listedIn(items), same);
    case 'MG6D':
      return mg6dRows(items.sensitive, ({ numbers }) => numbers.MG6D ?? 0, same);
    case 'MG6E':
      return mg6eRows(items.unused, items.sensitive);
  }
}

/** What a form says by decision. What is known of an item beside it, such as a time that was chosen since, does not make it another form. */
const decided = (rows: readonly (ExhibitRow | RestrictedRow)[]): Rows =>
  rows.map((row) => {
    const { clipId, position, label, description, sameAs } = row;
    const said = { clipId, position, label, description, sameAs };
    return 'why' in row ? { ...said, why: row.why } : { ...said, producer: row.producer };
  });

const same = (left: Rows, right: Rows): boolean => canonicalise(left) === canonicalise(right);

const fits = ({ form, rows }: MadeSchedule, items: SortedItems, versions: Versions): boolean =>
  same(decided(rows), rowsNow(form, items, versions));

/** Which forms are made and say what the decisions say now. */
@Injectable()
export class FormsInForce {
  constructor(
    private readonly schedules: SchedulesRepository,
    private readonly items: ItemsRepository,
  ) {}

  /** Newest of each form that is up to date; a missing one was never made or is out of date. */
  async of(
    tx: Transaction,
    id: InvestigationId,
    items: SortedItems,
    versions: Versions,
  ): Promise<CurrentForms> {
    const current: MadeSchedule[] = [];
    for (const form of FORMS) {
      const made = await this.schedules.newest(tx, id, form);
      if (made !== undefined && fits(made, items, versions)) current.push(made);
    }
    return currentForms(current);
  }

  /** Whether a form says what the decisions say now. Reads every item. */
  async isCurrent(tx: Transaction, made: MadeSchedule): Promise<boolean> {
    const all = await this.items.all(tx, made.investigationId);
    const items = sortItems(all.map(decidedFacts).filter((item) => item !== undefined));
    return fits(made, items, await versionsIn(tx, made.investigationId));
  }
}

/** Made forms by their names. */
export const currentForms = (made: readonly MadeSchedule[]): CurrentForms => ({
  MG12: made.find((schedule) => schedule.form === 'MG12'),
  MG6C: made.find((schedule) => schedule.form === 'MG6C'),
  MG6D: made.find((schedule) => schedule.form === 'MG6D'),
  MG6E: made.find((schedule) => schedule.form === 'MG6E'),
});

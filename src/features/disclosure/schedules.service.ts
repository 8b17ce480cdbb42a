import { Injectable } from '@nestjs/common';
import { CustodyLog, investigationSubject } from '../../custody';
import { NotFound } from '../../kernel/errors';
import {
  randomId,
  type ClipId,
  type InvestigationId,
  type OfficerId,
  type ScheduleId,
} from '../../kernel/ids';
import { LAW_DATE } from '../../kernel/law';
import { Database, type Transaction } from '../../platform/database';
import { InvestigationsService } from '../investigations';
import { WRITTEN_KIND_WORDS, WrittenService } from '../written';
import { CertificationNeeded, ScheduleOutOfDate, SignatureNeeded } from './disclosure.errors';
import { sortItems, type SortedItems } from './domain/item';
import { toldApart } from './domain/alike';
import { particularsOf, sourceOf } from './domain/particulars';
import { presumedText } from './domain/presumption';
import {
  CERTIFICATIONS,
  listedIn,
  mg12Rows,
  mg6cRows,
  mg6dRows,
  mg6eRows,
  type Bare,
  type ExhibitRow,
  type Form,
  type Known,
  type RestrictedRow,
} from './domain/schedule';
import { isSameName } from './domain/signature';
import { FormsInForce } from './forms';
import { decidedFacts, ItemsRepository } from './items.repository';
import {
  SchedulesRepository,
  type MadeSchedule,
  type NewestHead,
  type ScheduleHead,
} from './schedules.repository';

/** Who makes a form: the name stands on it. */
export interface Maker {
  readonly id: OfficerId;
  readonly displayName: string;
}

export interface Signing {
  /** The maker's own name, typed. An MG6D, a nil return too, and an MG6E are made with it; without it the others are drafts. */
  readonly signedName?: string | undefined;
  /** For MG6E: how many of the certifications were confirmed. */
  readonly certified?: number | undefined;
}

/** What a form is filled from. */
interface Filling {
  readonly id: InvestigationId;
  readonly schedule: ScheduleId;
  readonly form: Form;
  readonly items: SortedItems;
  readonly known: ReadonlyMap<ClipId, Omit<Known, 'location'>>;
}

const SIGNED: ReadonlySet<Form> = new Set(['MG6D', 'MG6E']);

/** Forms MG12, MG6C, MG6D and MG6E, each a snapshot of the decisions that stood when it was made. */
@Injectable()
export class SchedulesService {
  constructor(
    private readonly database: Database,
    private readonly items: ItemsRepository,
    private readonly schedules: SchedulesRepository,
    private readonly forms: FormsInForce,
    private readonly investigations: InvestigationsService,
    private readonly written: WrittenService,
    private readonly custody: CustodyLog,
  ) {}

  /** Newest first. @throws NotFound */
  async list(by: OfficerId, id: InvestigationId, limit: number, after?: ScheduleId): Promise<ScheduleHead[]> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return this.schedules.heads(tx, id, limit, after);
    });
  }

  /** The newest of each form that was made. @throws NotFound */
  async newest(by: OfficerId, id: InvestigationId): Promise<NewestHead[]> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return this.schedules.newestHeads(tx, id);
    });
  }

  /** Whether this form would say otherwise by decision if it were made now; a newer version of it says so by itself. Reads every item. */
  async isOutOfDate(by: OfficerId, schedule: MadeSchedule): Promise<boolean> {
    if (schedule.isOld) return false;
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, schedule.investigationId);
      return !(await this.forms.isCurrent(tx, schedule));
    });
  }

  /** @throws NotFound */
  async get(by: OfficerId, id: ScheduleId): Promise<MadeSchedule> {
    return this.database.transaction(async (tx) => {
      const found = await this.schedules.byId(tx, id);
      if (found === undefined) throw new NotFound('The schedule');
      await this.investigations.requireMember(tx, by, found.investigationId);
      return found;
    });
  }

  /** As it is taken away, or read by a program: with whether it still holds. Reads every item. @throws NotFound */
  async getAsItStands(by: OfficerId, id: ScheduleId): Promise<MadeSchedule> {
    const schedule = await this.get(by, id);
    return { ...schedule, isOutOfDate: schedule.isOld || (await this.isOutOfDate(by, schedule)) };
  }

  /** @throws NotFound, SignatureNeeded, CertificationNeeded, ScheduleOutOfDate (an MG6E before its schedules) */
  async make(by: Maker, id: InvestigationId, form: Form, signing: Signing = {}): Promise<ScheduleId> {
    const signedName = signatureOf(by, form, signing);
    if (form === 'MG6E' && signing.certified !== CERTIFICATIONS.length) throw new CertificationNeeded();
    const { urn } = await this.investigations.get(by.id, id);
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by.id, id);
      await this.items.lock(tx, id);
      await this.written.collect(tx, id);
      const { items, known } = await this.itemsNow(tx, id);
      if (form === 'MG6E') await this.requireForms(tx, id, items);
      const version = ((await this.schedules.newest(tx, id, form))?.version ?? 0) + 1;
      const schedule = randomId<ScheduleId>();
      const certifications = form === 'MG6E' ? CERTIFICATIONS : [];
      const head = { id: schedule, investigationId: id, form, version, urn, certifications, signedName };
      await this.schedules.insert(tx, { ...head, madeByName: by.displayName }, by.id);
      await this.fill(tx, { id, schedule, form, items, known });
      await this.custody.append(tx, {
        type: 'schedule-made',
        subject: investigationSubject(id),
        investigation: id,
        detail: { schedule, law: LAW_DATE },
        secrets: { form, version },
      });
      return schedule;
    });
  }

  private async itemsNow(tx: Transaction, id: InvestigationId): Promise<Pick<Filling, 'items' | 'known'>> {
    const all = await this.items.all(tx, id);
    const facts = all.map(decidedFacts).filter((item) => item !== undefined);
    return {
      items: sortItems(facts),
      known: new Map(
        all.map((item) => [
          item.clipId,
          {
            particulars: particularsOf(item),
            presumed: presumedText(item.presumption),
            source: sourceOf({
              ...item,
              kind: item.written ? WRITTEN_KIND_WORDS[item.written.kind] : undefined,
            }),
          },
        ]),
      ),
    };
  }

  private async requireForms(tx: Transaction, id: InvestigationId, items: SortedItems): Promise<void> {
    const current = await this.forms.of(tx, id, items);
    const missing = (['MG6C', 'MG6D'] as const).filter((form) => current[form] === undefined);
    if (missing.length > 0) throw new ScheduleOutOfDate(missing);
  }

  private async fill(tx: Transaction, { id, schedule, form, items, known }: Filling): Promise<void> {
    const numbers = new Map<string, number>();
    if (form === 'MG6C' || form === 'MG6D') {
      for (const { clipId } of form === 'MG6C' ? items.unused : items.sensitive)
        numbers.set(clipId, await this.schedules.number(tx, id, form, clipId));
    }
    const numberOf = ({ clipId }: { clipId: string }): number => numbers.get(clipId) ?? 0;
    // In a bundle whatever is no exhibit lies under its number, also a film that has a reference.
    const exhibits = new Set([...listedIn(items), ...listedIn({ evidence: [], unused: items.sensitive })]);
    const whole = <Row extends Bare<ExhibitRow | RestrictedRow>>(row: Row) => ({
      ...row,
      ...(known.get(row.clipId) ?? { particulars: '', presumed: '', source: '' }),
      // The test is of unused material alone.
      ...(form === 'MG12' && { presumed: '' }),
      location:
        form === 'MG6E'
          ? ''
          : `Digital file ${exhibits.has(row.label) ? row.label : `${form}/${row.position}`}`,
    });
    const open = (rows: ReturnType<typeof mg12Rows>) =>
      inTurn(toldApart(rows.map(whole)), (row) => this.schedules.insertRow(tx, schedule, row));
    const closed = (rows: ReturnType<typeof mg6dRows>) =>
      inTurn(toldApart(rows.map(whole)), (row) => this.schedules.insertRestrictedRow(tx, schedule, row));
    if (form === 'MG12') await open(mg12Rows(items.evidence));
    if (form === 'MG6C') await open(mg6cRows(items.unused, numberOf, listedIn(items)));
    if (form === 'MG6D') await closed(mg6dRows(items.sensitive, numberOf));
    if (form === 'MG6E') await closed(mg6eRows(items.unused, items.sensitive));
  }
}

async function inTurn<Row>(rows: readonly Row[], work: (row: Row) => Promise<void>): Promise<void> {
  for (const row of rows) await work(row);
}

function signatureOf(by: Maker, form: Form, { signedName }: Signing): string | null {
  // An exhibit list and an MG6C may be made as drafts, to be looked at first.
  if (!SIGNED.has(form) && (signedName ?? '').trim() === '') return null;
  if (!isSameName(signedName, by.displayName)) throw new SignatureNeeded();
  return by.displayName;
}

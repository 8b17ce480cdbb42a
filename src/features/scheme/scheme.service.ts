import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { commitment, CustodyLog, SALT_BYTES, SERVICE_SUBJECT, type Statement } from '../../custody';
import { CLOCK, type Clock } from '../../kernel/clock';
import { NotFound } from '../../kernel/errors';
import { dateFormat } from '../../kernel/formatters';
import { randomId, type DoorbellId, type OfficerId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { figuresOf, type Figures } from './domain/figures';
import { stateAfter, type Change, type Doorbell, type Fate } from './domain/register';
import { DateNotPossible, DoorbellChanged, DoorbellNotSo, ForceUnknown } from './scheme.errors';
import { SchemeRepository, type Entry, type RecordedEntry, type Registered } from './scheme.repository';

/** What a change says of itself: on which version it is made, and why. */
export interface Because {
  readonly version: number;
  readonly reason: string;
}

/** How the coordinator keeps the register: a member of no investigation. */
@Injectable()
export class SchemeService {
  constructor(
    private readonly database: Database,
    private readonly register: SchemeRepository,
    private readonly custody: CustodyLog,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  get forces(): readonly string[] {
    return this.config.scheme.forces;
  }

  async figures(): Promise<Figures> {
    const { months, totals } = await this.database.transaction((tx) => this.register.sums(tx));
    return figuresOf(months, totals, this.config.scheme.budgetPence);
  }

  /** Newest first; of one person, when a number is given. */
  async list(limit: number, after?: DoorbellId, person?: string): Promise<Registered[]> {
    return this.database.transaction((tx) => this.register.list(tx, limit, after, person));
  }

  /** All of it, newest first. */
  async whole(): Promise<Registered[]> {
    return this.database.transaction((tx) => this.register.list(tx, null, undefined, undefined));
  }

  /** @throws NotFound */
  async get(id: DoorbellId): Promise<Registered & { readonly versions: readonly RecordedEntry[] }> {
    return this.database.transaction(async (tx) => ({
      ...(await this.require(tx, id)),
      versions: await this.register.versions(tx, id),
    }));
  }

  /** @throws ForceUnknown, DateNotPossible */
  async give(by: OfficerId, doorbell: Doorbell): Promise<DoorbellId> {
    this.check(doorbell);
    return this.database.transaction((tx) => this.add(tx, by, doorbell, null));
  }

  /** Puts an entry right; the wrong one stays. @throws NotFound, DoorbellChanged, DoorbellNotSo, ForceUnknown, DateNotPossible */
  async correct(by: OfficerId, id: DoorbellId, doorbell: Doorbell, because: Because): Promise<void> {
    await this.database.transaction(async (tx) => {
      const before = await this.require(tx, id);
      this.check(doorbell, before.force);
      if (before.endedOn !== null && before.endedOn < doorbell.givenOn)
        throw new DateNotPossible('It would have been given out after it was returned, lost or replaced.');
      await this.change(tx, by, { ...before, ...doorbell }, 'corrected', before.endedOn, because);
    });
  }

  /** @throws NotFound, DoorbellChanged, DoorbellNotSo, DateNotPossible */
  async tell(by: OfficerId, id: DoorbellId, fate: Fate, on: string, because: Because): Promise<void> {
    await this.database.transaction(async (tx) => {
      const before = await this.require(tx, id);
      const ends = fate === 'returned' || fate === 'lost';
      if (ends) this.checkEnd(before, on);
      await this.change(tx, by, before, fate, ends ? on : null, because);
    });
  }

  /** Gives another doorbell instead. @throws NotFound, DoorbellChanged, DoorbellNotSo, DateNotPossible */
  async replace(
    by: OfficerId,
    id: DoorbellId,
    instead: Pick<Doorbell, 'givenOn' | 'make' | 'model' | 'costPence'>,
    because: Because,
  ): Promise<DoorbellId> {
    return this.database.transaction(async (tx) => {
      const before = await this.require(tx, id);
      this.checkEnd(before, instead.givenOn);
      await this.change(tx, by, before, 'replaced', instead.givenOn, because);
      const { person, force, risk } = before;
      return this.add(tx, by, { person, force, risk, ...instead }, id);
    });
  }

  private async require(tx: Transaction, id: DoorbellId): Promise<Registered> {
    const found = await this.register.byId(tx, id);
    if (found === undefined) throw new NotFound('The doorbell');
    return found;
  }

  private check({ force, givenOn }: Doorbell, known?: string): void {
    if (force !== known && !this.forces.includes(force)) throw new ForceUnknown();
    if (givenOn > this.today()) throw new DateNotPossible('This date is in the future.');
  }

  private checkEnd({ givenOn }: Registered, on: string): void {
    if (on < givenOn) throw new DateNotPossible('This is before the day on which it was given out.');
    if (on > this.today()) throw new DateNotPossible('This date is in the future.');
  }

  private today(): string {
    return dateFormat('sv-SE', { timeZone: 'Europe/London' }).format(this.clock.now());
  }

  private async add(
    tx: Transaction,
    by: OfficerId,
    doorbell: Doorbell,
    replaces: DoorbellId | null,
  ): Promise<DoorbellId> {
    const id = randomId<DoorbellId>();
    await this.register.insert(tx, id, replaces);
    const first = { version: 1, change: 'given', state: 'out', endedOn: null, reason: '' } as const;
    await this.record(tx, by, id, { ...doorbell, ...first });
    return id;
  }

  private async change(
    tx: Transaction,
    by: OfficerId,
    doorbell: Registered,
    change: Exclude<Change, 'given'>,
    endedOn: string | null,
    { version, reason }: Because,
  ): Promise<void> {
    if (doorbell.version !== version) throw new DoorbellChanged();
    const state = stateAfter(doorbell.state, change);
    if (state === undefined) throw new DoorbellNotSo();
    const entry = { ...doorbell, version: version + 1, change, state, endedOn, reason };
    await this.record(tx, by, doorbell.id, entry);
  }

  /** The log holds that the register changed, and a commitment to what it says now; nothing of the person. */
  private async record(tx: Transaction, by: OfficerId, id: DoorbellId, entry: Entry): Promise<void> {
    const { version, change, person, force, givenOn, make, model, risk, costPence, state, endedOn, reason } =
      entry;
    const salt = randomBytes(SALT_BYTES);
    if (!(await this.register.addEntry(tx, id, entry, by, salt))) throw new DoorbellChanged();
    const told = { person, force, givenOn, make, model, risk, costPence, state, endedOn, reason };
    const entered = { doorbell: id, version, entry: commitment(salt, told) };
    const said: Statement<'doorbell-registered' | 'doorbell-changed'> =
      change === 'given'
        ? { type: 'doorbell-registered', detail: { ...entered, change } }
        : { type: 'doorbell-changed', detail: { ...entered, change } };
    await this.custody.append(tx, { ...said, subject: SERVICE_SUBJECT });
  }
}

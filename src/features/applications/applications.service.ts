import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { canonicalise, CustodyLog, investigationSubject } from '../../custody';
import { NotFound } from '../../kernel/errors';
import { randomId, type ApplicationId, type InvestigationId, type OfficerId } from '../../kernel/ids';
import type { JsonObject } from '../../kernel/json';
import { LAW_DATE } from '../../kernel/law';
import { Database, type Transaction } from '../../platform/database';
import { ConductService, type Conduct } from '../conduct';
import { InvestigationsService } from '../investigations';
import { actsNow, keep, type Act } from './acts';
import { ActsChanged, ApplicationWanting, NotTheNewest } from './applications.errors';
import {
  ApplicationsRepository,
  type ApplicationHead,
  type ApplicationRow,
  type Kept,
} from './applications.repository';
import { wantingIn, type NewContent } from './domain/content';

export interface Saving {
  readonly content: NewContent;
  readonly finished: boolean;
}

/** A version, and the series of its investigation as it is now. */
export interface Application {
  readonly row: ApplicationRow;
  readonly conduct: Conduct;
  readonly acts: readonly Act[];
  /** Numbers of occasions that are not what they were when it was saved. */
  readonly changed: readonly number[];
}

/**
 * Applications for stalking protection orders (Stalking Protection Act 2019), in versions that are only ever added. What they say
 * is the officer's: nothing here finds acts, weighs risks or judges whether an order is necessary.
 */
@Injectable()
export class ApplicationsService {
  constructor(
    private readonly database: Database,
    private readonly rows: ApplicationsRepository,
    private readonly conduct: ConductService,
    private readonly investigations: InvestigationsService,
    private readonly custody: CustodyLog,
  ) {}

  /** The newest version of each; `after` is the last one of the page before. @throws NotFound */
  async list(
    by: OfficerId,
    id: InvestigationId,
    limit: number,
    after?: ApplicationId,
  ): Promise<ApplicationHead[]> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return this.rows.newest(tx, id, limit, after);
    });
  }

  /** Whether applications are shown to the officer: none are in an emergency. @throws NotFound */
  async reached(by: OfficerId, id: InvestigationId): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return this.rows.reached(tx, id);
    });
  }

  /** Of the same application, newest first. @throws NotFound */
  async versions(
    by: OfficerId,
    id: ApplicationId,
    limit: number,
    after?: ApplicationId,
  ): Promise<ApplicationHead[]> {
    return this.database.transaction(async (tx) =>
      this.rows.versions(tx, await this.require(tx, by, id), limit, after),
    );
  }

  /** @throws NotFound */
  async one(by: OfficerId, id: ApplicationId): Promise<Application> {
    const row = await this.database.transaction((tx) => this.require(tx, by, id));
    const conduct = await this.conduct.of(by, row.investigationId);
    return { row, conduct, ...actsNow(row.content.acts, conduct) };
  }

  /** The first version of a new one. @throws NotFound, ActNotCounted, ApplicationWanting */
  async begin(by: OfficerId, id: InvestigationId, saving: Saving): Promise<ApplicationId> {
    return this.add(by, id, null, saving);
  }

  /** The next version, going on from the newest. @throws NotFound, NotTheNewest, ActNotCounted, ApplicationWanting */
  async save(by: OfficerId, from: ApplicationId, saving: Saving): Promise<ApplicationId> {
    const { investigationId } = await this.database.transaction((tx) => this.require(tx, by, from));
    return this.add(by, investigationId, from, saving);
  }

  /** What its paper is made of. @throws NotFound, ActsChanged */
  async forPaper(by: OfficerId, id: ApplicationId): Promise<Application> {
    const application = await this.one(by, id);
    if (application.changed.length > 0) throw new ActsChanged(application.changed);
    return application;
  }

  /** Numbers of occasions that are not what they were when this version was saved; of one that is not to be read, none. */
  async changedActs(tx: Transaction, id: ApplicationId): Promise<readonly number[]> {
    const row = await this.rows.byId(tx, id);
    if (row === undefined) return [];
    return actsNow(row.content.acts, await this.conduct.read(tx, row.investigationId)).changed;
  }

  /** Of clips and entries of the diary, those that do not go into a paper as they are, by what was decided. @throws NotFound */
  async kept(
    by: OfficerId,
    id: InvestigationId,
    items: readonly string[],
  ): Promise<ReadonlyMap<string, Kept>> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return this.rows.kept(tx, id, items);
    });
  }

  /** Puts on record that the paper was made, before anybody has it. @throws NotFound */
  async made(by: OfficerId, id: ApplicationId, stills: number, reason: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { investigationId, version, content } = await this.require(tx, by, id);
      await this.custody.append(tx, {
        type: 'application-made',
        subject: investigationSubject(investigationId),
        investigation: investigationId,
        detail: { application: id, version, occasions: content.acts.length, stills, law: LAW_DATE },
        secrets: { reason },
      });
    });
  }

  private async add(
    by: OfficerId,
    investigation: InvestigationId,
    from: ApplicationId | null,
    { content: given, finished }: Saving,
  ): Promise<ApplicationId> {
    const wanting = finished ? wantingIn(given) : [];
    if (wanting.length > 0) throw new ApplicationWanting(wanting);
    const content = { ...given, acts: keep(given.acts, await this.conduct.of(by, investigation)) };
    const id = randomId<ApplicationId>();
    await this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, investigation);
      const added = await this.rows.add(
        tx,
        { id, investigationId: investigation, content, finished },
        from,
        by,
      );
      if (added === undefined) throw new NotTheNewest();
      // The hash alone is committed to, so that no second copy of a name is kept to open it with.
      const sha256 = createHash('sha256')
        .update(canonicalise(content as unknown as JsonObject))
        .digest('hex');
      await this.custody.append(tx, {
        type: 'application-saved',
        subject: investigationSubject(investigation),
        investigation,
        detail: {
          ...{ application: id, ...added, finished },
          occasions: content.acts.map(({ occasion }) => occasion),
        },
        secrets: { sha256 },
      });
    });
    return id;
  }

  private async require(tx: Transaction, by: OfficerId, id: ApplicationId): Promise<ApplicationRow> {
    const row = await this.rows.byId(tx, id);
    if (row === undefined || !(await this.investigations.mayEnter(tx, by, row.investigationId)))
      throw new NotFound('The application');
    return row;
  }
}

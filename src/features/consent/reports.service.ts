import { Injectable } from '@nestjs/common';
import { CustodyLog, investigationSubject, SERVICE_SUBJECT } from '../../custody';
import { NotFound } from '../../kernel/errors';
import { randomId, type ConcernId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { NotTakenUp } from './consent.errors';
import type { ReportStep } from './domain/report';
import type { SafeContact } from './domain/safe-contact';
import { ReportsRepository, type Report, type ReportStepTaken } from './reports.repository';

/** Of a report that the acting supervisor has not taken up only the first part. */
export interface ReportOpened extends Report {
  readonly steps: readonly ReportStepTaken[];
  readonly safeContact: Omit<SafeContact, 'ask'> | undefined;
}

/**
 * Reports that a victim, or another person who was asked, felt pressured, or that a victim stopped. They reach supervisors who never were on the case and did not make the link, and
 * nobody else: an officer of the case may be who pressed. Reading one is taking it up, which is logged before its words are shown.
 */
@Injectable()
export class ReportsService {
  constructor(
    private readonly database: Database,
    private readonly rows: ReportsRepository,
    private readonly custody: CustodyLog,
  ) {}

  /** Newest first. */
  async list(limit: number, after?: ConcernId): Promise<Report[]> {
    return this.database.transaction((tx) => this.rows.list(tx, limit, after ?? null));
  }

  async waiting(): Promise<number> {
    return this.database.transaction((tx) => this.rows.waiting(tx));
  }

  /** @throws NotFound */
  async open(id: ConcernId): Promise<ReportOpened> {
    return this.database.transaction(async (tx) => ({
      ...(await this.require(tx, id)),
      steps: await this.rows.steps(tx, id),
      safeContact: await this.rows.safeContact(tx, id),
    }));
  }

  /**
   * @param words what was done; for `passed-on`, what the members are told, and nothing else of the report
   * @throws NotFound, NotTakenUp
   */
  async handle(id: ConcernId, step: ReportStep, words: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { takenUp } = await this.require(tx, id);
      // Again changes nothing.
      if (step === 'taken-up' && takenUp) return;
      const flag = randomId<ConcernId>();
      if (!(await this.rows.handle(tx, id, { id: randomId(), step, words, flag }))) throw new NotTakenUp();
      if (step === 'passed-on') await this.tellMembers(tx, id, flag, words);
      const secrets = words === '' ? {} : { words };
      await this.custody.append(tx, {
        type: 'report-handled',
        subject: SERVICE_SUBJECT,
        detail: { report: id, step },
        secrets,
      });
    });
  }

  private async tellMembers(
    tx: Transaction,
    id: ConcernId,
    concern: ConcernId,
    words: string,
  ): Promise<void> {
    const investigation = await this.rows.investigation(tx, id);
    if (investigation === undefined) throw new NotFound('The report');
    await this.custody.append(tx, {
      type: 'report-passed-on',
      subject: investigationSubject(investigation),
      investigation,
      detail: { concern },
      secrets: { words },
    });
  }

  private async require(tx: Transaction, id: ConcernId): Promise<Report> {
    const report = await this.rows.byId(tx, id);
    if (report === undefined) throw new NotFound('The report');
    return report;
  }
}

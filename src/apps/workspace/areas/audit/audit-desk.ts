import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { CONFIG, type Config } from '../../../../config';
import { AuditService, type AuditEvent, type AuditSearch } from '../../../../features/audit';
import { IdentityService, type Colleague } from '../../../../features/identity';
import { NotFound } from '../../../../kernel/errors';
import type { OfficerId } from '../../../../kernel/ids';
import { sendCsv } from '../../shell/sending/send-csv';

const CSV_PAGE = 1_000;

const HEAD = [
  ...['Time (UTC)', 'Event', 'Category', 'Who', 'Who (id)', 'Investigation', 'Exhibit'],
  ...['Clip', 'Reason', 'Facts', 'Event (id)'],
];

const cellsOf = (event: AuditEvent): string[] => [
  ...[event.at, event.type, event.category, event.officerName ?? event.actor.kind, event.actor.id],
  ...[event.urn ?? '', event.exhibit ?? '', event.clipId ?? '', event.reason ?? ''],
  ...[JSON.stringify(event.detail), event.id],
];

/** What pages and API share of an auditor's work. */
@Injectable()
export class AuditDesk {
  constructor(
    private readonly audits: AuditService,
    private readonly identity: IdentityService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The officer of a trail. @throws NotFound */
  officer(id: OfficerId): Promise<Colleague> {
    return this.identity.officer(id);
  }

  /** `undefined` where nobody has that address. */
  async byEmail(email: string): Promise<Colleague | undefined> {
    return this.identity.officerByEmail(email).catch((error: unknown) => {
      if (error instanceof NotFound) return undefined;
      throw error;
    });
  }

  /** Sends what a search finds as a table. Reading its first page logs the search. */
  async sendCsv(response: Response, search: AuditSearch): Promise<void> {
    const pages = this.audits.all(search, CSV_PAGE, this.config.limits.auditRows);
    await sendCsv(response, 'custody-log.csv', HEAD, pages, cellsOf);
  }
}

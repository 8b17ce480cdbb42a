import { Inject, Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import type { Response } from 'express';
import { CONFIG, type Config } from '../../../../config';
import { AuditService, type AuditEvent, type AuditSearch } from '../../../../features/audit';
import { IdentityService, type Colleague } from '../../../../features/identity';
import { NotFound } from '../../../../kernel/errors';
import type { OfficerId } from '../../../../kernel/ids';
import { contentDisposition } from '../../../../platform/http';

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

/** RFC 4180 for spreadsheets; what would run there as a formula is escaped. */
const csv = (rows: readonly (readonly string[])[], bom: boolean): string =>
  stringify(
    rows.map((row) => [...row]),
    { bom, record_delimiter: '\r\n', escape_formulas: true },
  );

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

  /** Sends what a search finds as a table, page by page: memory stays flat. */
  async sendCsv(response: Response, search: AuditSearch): Promise<void> {
    const pages = this.audits.all(search, CSV_PAGE, this.config.limits.auditRows);
    // The first page is read, and the search logged, before anything is promised.
    let page = await pages.next();
    response.setHeader('Content-Type', 'text/csv; charset=utf-8');
    response.setHeader('Content-Disposition', contentDisposition('attachment', 'custody-log.csv'));
    response.write(csv([HEAD], true));
    while (page.done !== true && !response.destroyed) {
      if (!response.write(csv(page.value.map(cellsOf), false)))
        await new Promise((resolve) => response.once('drain', resolve).once('close', resolve));
      page = await pages.next();
    }
    response.end();
  }
}

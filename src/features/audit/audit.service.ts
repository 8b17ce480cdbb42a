import { Injectable } from '@nestjs/common';
import { CustodyLog, SERVICE_SUBJECT } from '../../custody';
import { DomainError } from '../../kernel/errors';
import type { ClipId, EventId, InvestigationId, OfficerId } from '../../kernel/ids';
import { Database } from '../../platform/database';
import { AuditRepository, type AuditEvent, type TrailLine } from './audit.repository';
import { searchFacts, type AuditSearch } from './domain/search';

/** Nothing has that name. It says which field, for only auditors may ask. */
export class NotFoundByName extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'not-found-by-name';
  constructor(
    readonly field: 'urn' | 'exhibit',
    message: string,
  ) {
    super(message);
  }
}

/** What an auditor types, instead of ids. */
export interface Named {
  readonly urn: string;
  readonly exhibit: string;
}

/** How a search is used; the log keeps it. */
export type Use = 'page' | 'csv' | 'trail';

/** The whole log for auditors. Every question is logged before its answer is given. */
@Injectable()
export class AuditService {
  constructor(
    private readonly database: Database,
    private readonly audits: AuditRepository,
    private readonly custody: CustodyLog,
  ) {}

  /** Newest first; `after` is the last event of the page before. */
  async search(search: AuditSearch, use: Use, most: number, after?: EventId): Promise<AuditEvent[]> {
    return this.database.transaction(async (tx) => {
      const found = await this.audits.search(tx, search, most, after);
      await this.custody.append(tx, {
        type: 'audit-searched',
        subject: SERVICE_SUBJECT,
        detail: { use, ...searchFacts(search), ...(after !== undefined && { after }) },
      });
      return found;
    });
  }

  /** All pages of one search, of at most `most` events; logged once, before the first. */
  async *all(search: AuditSearch, pageSize: number, most: number): AsyncGenerator<AuditEvent[]> {
    let page = await this.search(search, 'csv', Math.min(pageSize, most));
    let left = most - page.length;
    while (page.length > 0) {
      yield page;
      const last = page.at(-1);
      if (last === undefined || left <= 0) return;
      const size = Math.min(pageSize, left);
      page = await this.database.transaction((tx) => this.audits.search(tx, search, size, last.id));
      left -= page.length;
    }
  }

  /** How often a person did what. To be read with `search`, which logs the look. */
  async trail(officer: OfficerId): Promise<TrailLine[]> {
    return this.database.transaction((tx) => this.audits.trail(tx, officer));
  }

  /** The ids of what an auditor names. @throws NotFoundByName */
  async resolve({ urn, exhibit }: Named): Promise<Pick<AuditSearch, 'investigation' | 'clip'>> {
    return this.database.transaction(async (tx) => {
      if (urn === '') {
        if (exhibit === '') return {};
        throw new NotFoundByName('urn', 'Say in which investigation: references repeat.');
      }
      const investigation = await this.audits.investigationByUrn(tx, urn);
      if (investigation === undefined)
        throw new NotFoundByName('urn', 'No investigation has this reference.');
      if (exhibit === '') return { investigation };
      const clip = await this.audits.clipOfExhibit(tx, investigation, exhibit);
      if (clip === undefined) throw new NotFoundByName('exhibit', 'No exhibit there has this reference.');
      return { investigation, clip };
    });
  }

  /** The names of what a search holds, to be shown in its form. */
  async names(investigation?: InvestigationId, clip?: ClipId): Promise<Named> {
    return this.database.transaction(async (tx) => ({
      urn: (investigation && (await this.audits.urnOf(tx, investigation))) ?? '',
      exhibit: (clip && (await this.audits.exhibitOfClip(tx, clip))) ?? '',
    }));
  }
}

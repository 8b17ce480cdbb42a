import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { CLOCK, type Clock } from '../../../kernel/clock';
import { DomainError, NotFound } from '../../../kernel/errors';
import type { ExhibitId, InvestigationId, OfficerId } from '../../../kernel/ids';
import { Database } from '../../../platform/database';
import { formatDateTime } from '../../../platform/http';
import type { Officer } from '../../identity';
import { InvestigationsService } from '../../investigations';
import type { PaperExhibit, Statement } from './domain';
import { labelsPdf } from './label-pdf';
import { PapersRepository } from './papers.repository';
import { statementPdf } from './statement-pdf';

/** More places are given as used than a sheet has. */
export class SheetTooSmall extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'sheet-too-small';
  constructor(places: number) {
    super(`A sheet has ${places} labels: start at 1 to ${places}.`);
  }
}

export interface LabelOrder {
  readonly exhibits: readonly ExhibitId[];
  readonly statement: Statement;
  /** Place of the first label on the first sheet, from 1. */
  readonly startAt: number;
}

/** Labels and draft paragraphs that go with exhibits. */
@Injectable()
export class PapersService {
  constructor(
    private readonly database: Database,
    private readonly papers: PapersRepository,
    private readonly investigations: InvestigationsService,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws NotFound also when one of the exhibits is not of this investigation; SheetTooSmall */
  async labels(by: OfficerId, id: InvestigationId, order: LabelOrder): Promise<Buffer> {
    const { columns, rows } = this.config.labels;
    if (order.startAt > columns * rows) throw new SheetTooSmall(columns * rows);
    const found = await this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return this.papers.find(tx, order.exhibits);
    });
    const own = found.filter(({ investigationId }) => investigationId === id);
    if (own.length !== new Set(order.exhibits).size) throw new NotFound('The exhibit');
    return labelsPdf(own, order.statement, this.config.labels, order.startAt - 1, this.now());
  }

  /** @throws NotFound */
  async ofExhibit(
    by: OfficerId,
    id: ExhibitId,
  ): Promise<PaperExhibit & { investigationId: InvestigationId }> {
    return this.database.transaction(async (tx) => {
      const [found] = await this.papers.find(tx, [id]);
      if (found === undefined) throw new NotFound('The exhibit');
      await this.investigations.requireMember(tx, by, found.investigationId);
      return found;
    });
  }

  /** The draft paragraph as a file, and the exhibit it is of. @throws NotFound */
  async statement(by: Officer, id: ExhibitId): Promise<{ exhibit: PaperExhibit; bytes: Buffer }> {
    const exhibit = await this.ofExhibit(by.id, id);
    return { exhibit, bytes: await statementPdf(exhibit, `${by.displayName}, ${this.now()}`) };
  }

  private now(): string {
    return formatDateTime(this.clock.now());
  }
}

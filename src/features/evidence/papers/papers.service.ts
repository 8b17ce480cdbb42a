import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { CLOCK, type Clock } from '../../../kernel/clock';
import { DomainError, NotFound } from '../../../kernel/errors';
import type { ExhibitId, InvestigationId, OfficerId } from '../../../kernel/ids';
import { Database } from '../../../platform/database';
import { formatDateTime } from '../../../platform/http';
import type { Content } from '../../../platform/pdf';
import type { Officer } from '../../identity';
import { InvestigationsService } from '../../investigations';
import { ItemErased } from '../evidence.errors';
import { byWitness, ofOthers, type PaperExhibit, type Statement } from './domain';
import { labelsContent, labelsPdf } from './label-pdf';
import { PapersRepository, type FoundExhibit } from './papers.repository';
import { statementPdf, statementsContent, statementsPdf } from './statement-pdf';

/** More places are given as used than a sheet has. */
export class SheetTooSmall extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'sheet-too-small';
  constructor(places: number) {
    super(`A sheet has ${places} labels: start at 1 to ${places}.`);
  }
}

/** The statement of one witness is named on labels of what others produced, and nobody said that this is meant. */
export class WitnessOfOthers extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'witness-of-others';
  readonly field = 'name';
  constructor(others: readonly PaperExhibit[]) {
    const shown = others.slice(0, 10).map(({ reference, producerName }) => `${reference} (${producerName})`);
    super(
      `Somebody else produced ${shown.join(', ')}${others.length > shown.length ? ' and others' : ''}. Leave the name empty, and each label has that of its own witness; or say that this statement refers to all of them.`,
    );
  }
}

/** Nobody can produce what is no longer there: not one of them is on the paper. */
export class ExhibitsErased extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'exhibits-erased';
  readonly field = 'exhibits';
  constructor(erased: readonly PaperExhibit[]) {
    const shown = erased.slice(0, 10).map(({ reference }) => reference);
    super(
      `Erased, so that nobody can produce it any more: ${shown.join(', ')}${erased.length > shown.length ? ' and others' : ''}. Leave out what has been erased.`,
    );
  }
}

export interface LabelOrder {
  readonly exhibits: readonly ExhibitId[];
  readonly statement: Statement;
  /** The statement of the named witness refers to what others produced, too. */
  readonly refersToAll?: boolean | undefined;
  /** Place of the first label on the first sheet, from 1. */
  readonly startAt: number;
}

/** What a paper's list says of an exhibit. */
export type ListedExhibit = Pick<PaperExhibit, 'reference' | 'description' | 'producerName'> & {
  readonly sha256: string;
};

export interface PaperParts {
  /** In the order of their references. */
  readonly exhibits: readonly ListedExhibit[];
  /** Draft paragraphs: each witness begins a page. */
  readonly statements: readonly Content[];
  /** None where nobody produces one of the exhibits. */
  readonly labels: Content | undefined;
}

const ERASED = 'Erased';

/** Particulars of what is withheld stand on no paper; those of what was erased are not known. */
function listed({ reference, ...of }: FoundExhibit, withheld: string | undefined): ListedExhibit {
  if (withheld !== undefined) return { reference, description: withheld, producerName: '', sha256: '' };
  const { description, producerName, sha256, erased } = of;
  return erased
    ? { reference, description: ERASED, producerName: '', sha256 }
    : { reference, description, producerName, sha256 };
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

  /** @throws NotFound also when one of the exhibits is not of this investigation; SheetTooSmall, WitnessOfOthers, ExhibitsErased */
  async labels(by: OfficerId, id: InvestigationId, order: LabelOrder): Promise<Buffer> {
    const { columns, rows } = this.config.labels;
    if (order.startAt > columns * rows) throw new SheetTooSmall(columns * rows);
    const own = await this.there(by, id, order.exhibits);
    const others = ofOthers(own, order.statement);
    if (others.length > 0 && order.refersToAll !== true) throw new WitnessOfOthers(others);
    return labelsPdf(own, order.statement, this.config.labels, order.startAt - 1, this.now());
  }

  /**
   * What goes with many exhibits inside another document.
   * @param withheld what stands in place of the particulars of those that are withheld
   * @throws NotFound
   */
  async parts(
    by: Officer,
    id: InvestigationId,
    exhibits: readonly ExhibitId[],
    withheld: ReadonlyMap<ExhibitId, string>,
  ): Promise<PaperParts> {
    const own = exhibits.length === 0 ? [] : await this.some(by.id, id, exhibits);
    const produced = own.filter((exhibit) => !exhibit.erased && !withheld.has(exhibit.id));
    return {
      exhibits: own.map((exhibit) => listed(exhibit, withheld.get(exhibit.id))),
      statements: statementsContent(byWitness(produced), `${by.displayName}, ${this.now()}`),
      labels: produced.length === 0 ? undefined : labelsContent(produced),
    };
  }

  /** Draft paragraphs of many exhibits, by the witness who produces them. @throws NotFound, ExhibitsErased */
  async statements(by: Officer, id: InvestigationId, exhibits: readonly ExhibitId[]): Promise<Buffer> {
    const own = await this.there(by.id, id, exhibits);
    return statementsPdf(byWitness(own), `${by.displayName}, ${this.now()}`);
  }

  /** @throws NotFound, ExhibitsErased */
  private async there(
    by: OfficerId,
    id: InvestigationId,
    exhibits: readonly ExhibitId[],
  ): Promise<FoundExhibit[]> {
    const own = await this.some(by, id, exhibits);
    const erased = own.filter((exhibit) => exhibit.erased);
    if (erased.length > 0) throw new ExhibitsErased(erased);
    return own;
  }

  private async some(
    by: OfficerId,
    id: InvestigationId,
    exhibits: readonly ExhibitId[],
  ): Promise<FoundExhibit[]> {
    const found = await this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return this.papers.find(tx, exhibits);
    });
    const own = found.filter(({ investigationId }) => investigationId === id);
    if (own.length !== new Set(exhibits).size) throw new NotFound('The exhibit');
    return own;
  }

  /** @throws NotFound, ItemErased */
  async ofExhibit(
    by: OfficerId,
    id: ExhibitId,
  ): Promise<PaperExhibit & { investigationId: InvestigationId }> {
    return this.database.transaction(async (tx) => {
      const [found] = await this.papers.find(tx, [id]);
      if (found === undefined) throw new NotFound('The exhibit');
      await this.investigations.requireMember(tx, by, found.investigationId);
      if (found.erased) throw new ItemErased();
      return found;
    });
  }

  /** The draft paragraph as a file, and the exhibit it is of. @throws NotFound, ItemErased */
  async statement(by: Officer, id: ExhibitId): Promise<{ exhibit: PaperExhibit; bytes: Buffer }> {
    const exhibit = await this.ofExhibit(by.id, id);
    return { exhibit, bytes: await statementPdf(exhibit, `${by.displayName}, ${this.now()}`) };
  }

  private now(): string {
    return formatDateTime(this.clock.now());
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { NotFound } from '../../../kernel/errors';
import {
  randomId,
  type ClipId,
  type CompilationId,
  type ExhibitId,
  type ExhibitRef,
  type InvestigationId,
  type OfficerId,
  type Sha256Hex,
} from '../../../kernel/ids';
import { requireSeen } from '../../../kernel/seen';
import { Database, type Transaction } from '../../../platform/database';
import { faceSha256 } from '../../../platform/media';
import { CopiesHeld } from '../../evidence';
import { InvestigationsService } from '../../investigations';
import { NothingToReview, NotLookedAt, TooManyTaken } from '../redaction.errors';
import { RedactionRepository } from '../redaction.repository';
import { reviewSeen, THE_REVIEW } from '../review-seen';
import type { Judgement } from '../redaction.service';
import { CompilationRefused, OrderNeedsReason } from './compilation.errors';
import { CompilationLog } from './compilation.log';
import { CompilationRepository, type CandidateRow, type CompilationRow } from './compilation.repository';
import { cardLines } from './domain/card';
import { hindrance, readyParts, type PartOrder, type ReadyPart } from './domain/draft';
import { filmSize } from './domain/fit';
import {
  COMPILATION_FORMAT,
  compilationSchema,
  compilationSha256,
  compilationText,
  type Compilation,
} from './domain/recipe';

export interface CompilationOrder {
  readonly title: string;
  readonly reason: string;
  /** Why the parts do not stand in the order of events; empty where they do. */
  readonly orderReason: string;
  readonly parts: readonly PartOrder[];
}

/** A clip that was chosen, with the card that would stand before it. */
export interface Proposed extends Omit<CandidateRow, 'media' | 'proxyFacts' | 'copies'> {
  readonly card: readonly string[];
  readonly copies: readonly {
    readonly id: string;
    readonly version: number;
    readonly title: string | null;
  }[];
  /** Why it cannot be part of a film; `null` where it can. */
  readonly hindrance: string | null;
}

export type Film = Omit<CompilationRow, 'recipe'> & {
  /** `null` once a part has been erased. */
  readonly recipe: Compilation | null;
};

const LISTED = 200;

/** Films that are put together of several exhibits of one investigation. */
@Injectable()
export class CompilationService {
  constructor(
    private readonly database: Database,
    private readonly films: CompilationRepository,
    private readonly redactions: RedactionRepository,
    private readonly investigations: InvestigationsService,
    private readonly says: CompilationLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** In the order of events; what is not of this investigation is left out. @throws NotFound */
  async propose(by: OfficerId, id: InvestigationId, clips: readonly ClipId[]): Promise<Proposed[]> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return (await this.films.candidates(tx, id, clips)).map(
        ({ media: _media, proxyFacts: _facts, copies, ...row }) => ({
          ...row,
          card: cardOf({ ...row, exhibit: row.exhibit ?? (row.fileName as ExhibitRef) }),
          copies: copies.map(({ id: copy, version, title }) => ({ id: copy, version, title })),
          hindrance: hindrance({ ...row, media: _media, proxyFacts: _facts, copies }) ?? null,
        }),
      );
    });
  }

  /** Newest first. @throws NotFound */
  async ofInvestigation(by: OfficerId, id: InvestigationId): Promise<Film[]> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return (await this.films.ofInvestigation(tx, id, LISTED)).map(readable);
    });
  }

  /** @throws NotFound */
  async one(by: OfficerId, id: CompilationId): Promise<Film> {
    return this.database.transaction(async (tx) => readable(await this.require(tx, by, id)));
  }

  /**
   * The reference is given at once, under that of the first part, and is never another's.
   * @throws NotFound, CompilationRefused, OrderNeedsReason, TooManyTaken
   */
  async ask(
    by: OfficerId,
    id: InvestigationId,
    { title, reason, orderReason, parts: orders }: CompilationOrder,
  ): Promise<{ id: CompilationId; reference: ExhibitRef }> {
    const face = (await faceSha256()) as Sha256Hex;
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      const clips = orders.map(({ clip }) => clip);
      const rows = await this.films.candidates(tx, id, clips);
      const { parts, problems } = readyParts(orders, rows);
      const [first] = parts;
      if (problems.length > 0 || first === undefined) throw new CompilationRefused(problems);
      const order = areInOrder(clips, rows) ? 'events' : 'chosen';
      if (order === 'chosen' && orderReason === '') throw new OrderNeedsReason();
      const why = order === 'chosen' ? orderReason : '';
      const { width, height } = filmSize(parts.map(({ film }) => film));
      const recipe: Compilation = {
        ...{ format: COMPILATION_FORMAT, author: by, face, width, height, order },
        parts: parts.map(partOf),
      };
      const [compilation, hash] = [randomId<CompilationId>(), compilationSha256(recipe)];
      const exhibitId = first.row.exhibitId as ExhibitId;
      const number = await this.redactions.nextNumber(tx, exhibitId);
      const { stillsPerExhibit } = this.config.limits;
      if (number > stillsPerExhibit) throw new TooManyTaken(stillsPerExhibit);
      const masterSha256 = first.row.masterSha256 as Sha256Hex;
      const reference = `${first.row.exhibit ?? ''}/${number}` as ExhibitRef;
      await this.films.insert(tx, {
        ...{ id: compilation, investigationId: id, clipId: first.row.id, exhibitId, number, title, reason },
        ...{
          orderReason: why,
          recipe: compilationText(recipe),
          recipeSha256: hash,
          masterSha256,
          authorId: by,
        },
      });
      await this.says.asked(
        tx,
        id,
        { compilation, recipe, hash, clipId: first.row.id },
        {
          ...{ numberedAs: reference, shows: title, reason },
          ...(why !== '' && { orderReason: why }),
        },
      );
      return { id: compilation, reference };
    });
  }

  /** Before a look: the film of which a part is held is held with it. @throws NotFound, CopiesHeld */
  async toWatch(by: OfficerId, id: CompilationId): Promise<Film> {
    const film = await this.one(by, id);
    if (film.isClosed && film.state === 'made') throw new CopiesHeld();
    return film;
  }

  /**
   * What an officer who has gone through the film says of it: the maker or another, and the log says which.
   * @throws NotFound, CopiesHeld, NothingToReview, NotLookedAt, ChangedMeanwhile
   */
  async judge(by: OfficerId, id: CompilationId, { outcome, reason, seen }: Judgement): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.redactions.lockReview(tx, id);
      const row = await this.require(tx, by, id);
      if (row.state !== 'made' || row.sha256 === null) throw new NothingToReview();
      if (row.isClosed) throw new CopiesHeld();
      if (!(await this.redactions.hasLooked(tx, by, id))) throw new NotLookedAt();
      requireSeen(reviewSeen(row), seen, THE_REVIEW);
      const review = {
        id: randomId<string>(),
        compilationId: id,
        sha256: row.sha256,
        outcome,
        reason,
        officerId: by,
      };
      await this.films.review(tx, review);
      await this.says.reviewed(tx, row, review);
    });
  }

  private async require(tx: Transaction, by: OfficerId, id: CompilationId): Promise<CompilationRow> {
    const row = await this.films.byId(tx, id);
    if (row === undefined) throw new NotFound('The film');
    await this.investigations.requireMember(tx, by, row.investigationId);
    return row;
  }
}

const cardOf = ({
  exhibit,
  eventAt,
  eventBy,
  make,
}: Pick<CandidateRow, 'eventAt' | 'eventBy' | 'make'> & { exhibit: ExhibitRef }) =>
  cardLines({ exhibit, settledAt: eventBy === 'chosen' ? eventAt : null, make });

function partOf({ row, copy, trim }: ReadyPart): Compilation['parts'][number] {
  const exhibit = row.exhibit as ExhibitRef;
  return {
    ...{ clip: row.id, exhibit, master: row.masterSha256 as Sha256Hex, trim },
    copy: copy && { id: copy.row.id, recipeSha256: copy.row.recipeSha256, sha256: copy.row.sha256 },
    masks: copy?.recipe.masks ?? [],
    sound: copy?.recipe.sound ?? [],
    card: cardOf({ ...row, exhibit }),
  };
}

/** Whether clips stand as their events do; one may be shown more than once. */
function areInOrder(clips: readonly ClipId[], rows: readonly CandidateRow[]): boolean {
  const places = clips.map((clip) => rows.findIndex(({ id }) => id === clip));
  return places.every((place, index) => index === 0 || place >= (places[index - 1] ?? 0));
}

const readable = (row: CompilationRow): Film => ({
  ...row,
  recipe: row.recipe === '' ? null : compilationSchema.parse(JSON.parse(row.recipe)),
});

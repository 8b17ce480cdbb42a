import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { clipSubject, CustodyLog } from '../../custody';
import { NotFound } from '../../kernel/errors';
import { randomId, type ClipId, type ExhibitRef, type OfficerId, type RedactionId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { Outbox } from '../../platform/queue';
import { InvestigationsService } from '../investigations';
import { extractOf, partProblems, type Part } from './domain/extract';
import {
  RECIPE_FORMAT,
  recipeSchema,
  recipeSha256,
  recipeText,
  type Edits,
  type Recipe,
} from './domain/recipe';
import { renderRedaction } from './jobs';
import { InQuarantine, NoExhibit, RecipeRefused, SourceMayNotGo, TooManyTaken } from './redaction.errors';
import { RedactionRepository, type Subject } from './redaction.repository';
import { filmToDrawOn, readable, type Redaction } from './redaction.service';

export interface ExtractOrder extends Part {
  /** What it shows, for its label. */
  readonly title: string;
  readonly reason: string;
  /** The redaction of whose copy it is a part; `null`: of the recording as it came. */
  readonly sourceId: RedactionId | null;
}

interface Asked {
  readonly id: RedactionId;
  readonly reference: ExhibitRef;
}

/** Told to nobody: it ends the transaction, and with it the number that was taken. */
class AskedBefore extends Error {
  constructor(readonly extract: Asked) {
    super('asked for before');
    this.name = 'AskedBefore';
  }
}

/** Parts of an exhibit, each with a reference of its own. A copy is made, proven and reviewed as that of a redaction is. */
@Injectable()
export class ExtractsService {
  constructor(
    private readonly database: Database,
    private readonly redactions: RedactionRepository,
    private readonly investigations: InvestigationsService,
    private readonly custody: CustodyLog,
    private readonly outbox: Outbox,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** By reference. @throws NotFound */
  async ofClip(by: OfficerId, id: ClipId): Promise<Redaction[]> {
    return this.database.transaction(async (tx) => {
      await this.subject(tx, by, id);
      return (await this.redactions.extractsOf(tx, id)).map(readable);
    });
  }

  /**
   * The reference is given at once and is never another's. The same form sent again is the extract that it was.
   * @throws NotFound, NotRedactable, NoExhibit, InQuarantine, SourceMayNotGo, RecipeRefused, TooManyTaken
   */
  async ask(by: OfficerId, id: ClipId, { from, to, title, reason, sourceId }: ExtractOrder): Promise<Asked> {
    try {
      return await this.begin(by, id, { from, to, title, reason, sourceId });
    } catch (error) {
      if (error instanceof AskedBefore) return error.extract;
      throw error;
    }
  }

  /** @throws AskedBefore, which takes the number back; and what `ask` throws */
  private async begin(
    by: OfficerId,
    id: ClipId,
    { from, to, title, reason, sourceId }: ExtractOrder,
  ): Promise<Asked> {
    return this.database.transaction(async (tx) => {
      const { investigationId, exhibitId, exhibit, masterSha256, ...subject } = await this.subject(
        tx,
        by,
        id,
      );
      if (subject.quarantined) throw new InQuarantine();
      const film = filmToDrawOn({ ...subject, investigationId, exhibitId, exhibit, masterSha256 });
      if (exhibitId === null || masterSha256 === null) throw new NoExhibit();
      const source = sourceId === null ? null : await this.source(tx, id, sourceId);
      const problems = partProblems({ from, to }, film, source);
      if (problems.length > 0) throw new RecipeRefused(problems);
      const edits = extractOf({ from, to }, source);
      const recipe: Recipe = { ...edits, format: RECIPE_FORMAT, master: masterSha256, author: by };
      const [extract, hash] = [randomId<RedactionId>(), recipeSha256(recipe)];
      const version = await this.redactions.nextNumber(tx, exhibitId);
      const words = { exhibitId, title, reason, sourceId };
      const before = await this.redactions.sameExtract(tx, { clipId: id, recipeSha256: hash }, words);
      if (before?.extract != null)
        throw new AskedBefore({ id: before.id, reference: before.extract.reference });
      const { stillsPerExhibit } = this.config.limits;
      if (version > stillsPerExhibit) throw new TooManyTaken(stillsPerExhibit);
      const row = { id: extract, clipId: id, version, recipe: recipeText(recipe), recipeSha256: hash };
      const saved = { ...row, masterSha256, authorId: by };
      await this.redactions.insertExtract(tx, saved, words);
      await this.outbox.add(tx, renderRedaction, { redactionId: extract, clipId: id });
      const reference = `${exhibit ?? ''}/${version}` as ExhibitRef;
      await this.custody.append(tx, {
        type: 'extract-asked',
        subject: clipSubject(id),
        investigation: investigationId,
        detail: {
          ...{ extract, recipeSha256: hash, inputSha256: masterSha256 },
          ...{ exhibit: exhibitId, from, to, redaction: sourceId },
        },
        secrets: { numberedAs: reference, shows: title, reason },
      });
      return { id: extract, reference };
    });
  }

  /** What an approved redaction covers, silences and leaves out. */
  private async source(tx: Transaction, clip: ClipId, id: RedactionId): Promise<Edits> {
    const row = await this.redactions.byId(tx, id);
    const mayGo = row?.isOfMaster === true && row.state === 'made' && row.outcome === 'approved';
    if (row === undefined || row.clipId !== clip || row.extract !== null || !mayGo || row.recipe === '')
      throw new SourceMayNotGo();
    return recipeSchema.parse(JSON.parse(row.recipe));
  }

  private async subject(tx: Transaction, by: OfficerId, id: ClipId): Promise<Subject> {
    const subject = await this.redactions.subject(tx, id);
    if (subject === undefined) throw new NotFound('The clip');
    await this.investigations.requireMember(tx, by, subject.investigationId);
    return subject;
  }
}

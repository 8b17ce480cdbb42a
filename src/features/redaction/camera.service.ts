import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import type { ClipId, OfficerId, RedactionId } from '../../kernel/ids';
import { Database } from '../../platform/database';
import { CameraRepository, type AlikeRow } from './camera.repository';
import { filmOf } from './domain/film-of';
import { recipeSchema, type Edits, type Mask } from './domain/recipe';
import { lacking, standingOf } from './domain/standing';
import { NoClipOfTheCamera, NothingStands } from './redaction.errors';
import { RedactionService, type Redaction } from './redaction.service';

/** A clip that may be of the same camera, and whether the masks stand over it. */
export interface Alike extends Omit<AlikeRow, 'media' | 'proxyFacts' | 'recipe'> {
  /** How many of the masks its newest version does not have. */
  readonly lacks: number;
}

export interface SameCamera {
  /** The version whose masks are put on the others. */
  readonly of: Redaction;
  /** Those that stand still over the whole clip. */
  readonly masks: readonly Mask[];
  readonly clips: readonly Alike[];
}

/** What came of one clip. */
export interface Covered {
  readonly clipId: ClipId;
  readonly outcome: 'saved' | 'there-already' | 'refused';
  /** The version that has the masks. */
  readonly version: number | null;
  /** Why it was refused. */
  readonly why: string | null;
}

const EMPTY: Edits = { masks: [], sound: [], trim: null };

/**
 * Puts what stands still over one clip over others of the same camera: the house number opposite, the neighbour's window. Each
 * gets a version of its own, on top of what was drawn there, which is made, proven and reviewed as any other.
 */
@Injectable()
export class CameraService {
  constructor(
    private readonly database: Database,
    private readonly camera: CameraRepository,
    private readonly redactions: RedactionService,
  ) {}

  /** In the order of events. @throws NotFound, NotRedactable */
  async alike(by: OfficerId, id: RedactionId, limit: number, after?: ClipId): Promise<SameCamera> {
    const { of, masks } = await this.standing(by, id);
    const rows = await this.database.transaction((tx) => this.camera.page(tx, of.clipId, limit, after));
    return { of, masks, clips: rows.map((row) => alike(row, masks)) };
  }

  /**
   * One after the other, each in a transaction of its own: one that is refused stops no other.
   * @throws NotFound, NotRedactable, NothingStands
   */
  async cover(by: OfficerId, id: RedactionId, clips: readonly ClipId[]): Promise<Covered[]> {
    const { of, masks } = await this.standing(by, id);
    if (masks.length === 0) throw new NothingStands();
    const rows = await this.database.transaction((tx) => this.camera.among(tx, of.clipId, clips));
    const found = new Map(rows.map((row) => [row.id, row]));
    const done: Covered[] = [];
    for (const clip of new Set(clips)) done.push(await this.one(by, clip, found.get(clip), masks));
    return done;
  }

  private async one(
    by: OfficerId,
    clipId: ClipId,
    row: AlikeRow | undefined,
    masks: readonly Mask[],
  ): Promise<Covered> {
    try {
      if (row === undefined) throw new NoClipOfTheCamera();
      const before = editsOf(row);
      const { frames } = await this.redactions.film(by, clipId);
      const added = lacking(masks, before.masks, frames);
      if (added.length === 0) return { clipId, outcome: 'there-already', version: row.version, why: null };
      const edits = { ...before, masks: [...before.masks, ...added] };
      const { version } = await this.redactions.save(by, clipId, edits, row.version);
      return { clipId, outcome: 'saved', version, why: null };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { clipId, outcome: 'refused', version: null, why: error.message };
    }
  }

  private async standing(
    by: OfficerId,
    id: RedactionId,
  ): Promise<{ readonly of: Redaction; readonly masks: readonly Mask[] }> {
    const of = await this.redactions.one(by, id);
    const { frames } = await this.redactions.film(by, of.clipId);
    return { of, masks: standingOf(of.recipe?.masks ?? [], frames) };
  }
}

function editsOf({ recipe }: AlikeRow): Edits {
  if (recipe === null || recipe === '') return EMPTY;
  const { masks, sound, trim } = recipeSchema.parse(JSON.parse(recipe));
  return { masks, sound, trim };
}

function alike({ media, proxyFacts, recipe, ...row }: AlikeRow, masks: readonly Mask[]): Alike {
  const frames = filmOf(media, proxyFacts)?.frames ?? 0;
  return {
    ...row,
    lacks: lacking(masks, editsOf({ media, proxyFacts, recipe, ...row }).masks, frames).length,
  };
}

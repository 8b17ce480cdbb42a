import { Injectable } from '@nestjs/common';
import {
  MarkersService,
  StillsService,
  type AskedStill,
  type Marker,
  type SentClip,
} from '../../../../features/evidence';
import { ExtractsService, RedactionService, type Redaction } from '../../../../features/redaction';
import {
  begunFrom,
  TranscriptsService,
  typedBy,
  type TranscriptHead,
} from '../../../../features/transcripts';
import type { ExhibitId, MarkerId, OfficerId, ViewingId } from '../../../../kernel/ids';
import type { JsonObject } from '../../../../kernel/json';
import { captionsOf, type Captions } from './captions';
import { PAGE_DEFAULT } from '../inputs/common';
import { labelWords } from './copy-words';
import type { Choice } from '../layout/pages';
import { pagedOf, type Paged } from '../paging/paging';
import { extractLine, extractSources, type ExtractLine } from './extract-view';

export interface StillLine extends Pick<
  AskedStill,
  'id' | 'reference' | 'frame' | 'description' | 'state' | 'why'
> {
  readonly seconds: number | null;
}

/** What a still was taken from, and how it is shown to be that frame. */
export interface StillOrigin extends StillLine {
  readonly of: string;
  readonly clipId: string;
  readonly exhibitId: ExhibitId;
  readonly pts: string;
  readonly pixels: string;
  readonly masterSha256: string;
  readonly notes: readonly string[];
  readonly recipe: JsonObject;
}

const factOf = (facts: JsonObject | null, name: string): string => {
  const value = facts?.[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

const lineOf = ({ id, reference, frame, description, state, why, facts }: AskedStill): StillLine => {
  const seconds = facts?.['seconds'];
  return {
    id,
    reference,
    frame,
    description,
    state,
    why,
    seconds: typeof seconds === 'number' ? seconds : null,
  };
};

function ticks(facts: JsonObject): string {
  const base = facts['timeBase'];
  const { num, den } = (base ?? {}) as { num?: number; den?: number };
  return `${factOf(facts, 'pts')} × ${num ?? '?'}/${den ?? '?'} s`;
}

export interface WatchingView {
  readonly stills: readonly StillLine[];
  readonly extracts: readonly ExtractLine[];
  /** What an extract may be taken from. */
  readonly extractSources: readonly Choice[];
  readonly notes: Paged<Marker>;
  /** The note after which the page of notes begins. */
  readonly notesAfter: MarkerId | undefined;
  /** The version of the transcript that the player shows. */
  readonly captions: Captions | undefined;
  /** The newest version of it. */
  readonly transcript:
    | (Pick<TranscriptHead, 'number' | 'state' | 'checker'> & {
        readonly typedBy: string;
        /** That words of it were proposed by a program; empty of others. */
        readonly begunFrom: string;
      })
    | undefined;
}

/** What officers took from a clip and wrote about it. */
@Injectable()
export class WatchingViews {
  constructor(
    private readonly stills: StillsService,
    private readonly markers: MarkersService,
    private readonly extracts: ExtractsService,
    private readonly redactions: RedactionService,
    private readonly transcripts: TranscriptsService,
  ) {}

  /** @throws NotFound */
  async of(
    by: OfficerId,
    clip: SentClip,
    {
      viewing,
      notes: after,
    }: { readonly viewing?: ViewingId | undefined; readonly notes?: MarkerId | undefined },
  ): Promise<WatchingView> {
    const asked = clip.exhibitId === null ? [] : await this.stills.ofExhibit(by, clip.exhibitId);
    const parts = clip.exhibitId === null ? [] : await this.extracts.ofClip(by, clip.id);
    const versions: Redaction[] = clip.exhibitId === null ? [] : await this.redactions.ofClip(by, clip.id);
    const rows = await this.markers.ofClip(by, clip.id, PAGE_DEFAULT + 1, after);
    const spoken = await this.transcripts.headsOf(by, clip.id);
    const [newest] = spoken;
    const path = `/clips/${clip.id}${viewing === undefined ? '' : `/viewings/${viewing}`}#notes`;
    const notes = pagedOf(rows, { path, after, name: 'notes' }, (row) => row);
    return {
      stills: asked.map(lineOf),
      extracts: parts.map(extractLine),
      extractSources: extractSources(versions),
      ...{ notes, notesAfter: after },
      captions: captionsOf(spoken),
      transcript: newest && { ...newest, typedBy: typedBy(newest), begunFrom: begunFrom(newest.proposedBy) },
    };
  }

  /** `undefined` for an exhibit that is no still. @throws NotFound */
  async origin(by: OfficerId, id: ExhibitId): Promise<StillOrigin | undefined> {
    const still = await this.stills.origin(by, id);
    if (still?.facts == null || still.recipe === null) return undefined;
    const { facts, recipe, clipId, exhibitId } = still;
    return {
      ...lineOf(still),
      of: still.reference.split('/').slice(0, 2).join('/'),
      clipId,
      exhibitId,
      pts: ticks(facts),
      pixels: factOf(facts, 'pixels'),
      masterSha256: factOf(facts, 'masterSha256'),
      notes: labelWords(facts),
      recipe,
    };
  }
}

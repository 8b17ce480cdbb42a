import { Injectable } from '@nestjs/common';
import {
  AccessService,
  QueueService,
  TriageService,
  type Content,
  type Rendition,
  type SentClip,
} from '../../../../features/evidence';
import { InvestigationsService, type Investigation } from '../../../../features/investigations';
import { NotFound } from '../../../../kernel/errors';
import type { ClipId, OfficerId, ViewingId } from '../../../../kernel/ids';
import { companionUrl, contentUrl } from './footage';
import { copyNotes, type CopyNotes } from './copy-words';
import { archiveLines, mediaLines, type MediaLine } from './media-lines';
import { noPictureOf, type NoPicture } from './no-picture';
import { soundSeconds, speechOf, type Speech } from './speech';

export interface OpenViewing {
  readonly url: string;
  readonly content: Content;
  /** Times of the frames and picture of the sound, under the same ticket. */
  readonly framesUrl: string;
  readonly lineUrl: string;
  readonly waveformUrl: string;
  readonly kind: 'video' | 'audio' | 'image' | 'other';
}

export interface ClipView {
  readonly clip: SentClip & { readonly renditions: readonly Rendition[] };
  readonly investigation: Investigation;
  /** Lines of what a first probe found. */
  readonly media: readonly MediaLine[];
  readonly match: 'same' | 'different' | 'unknown';
  readonly noPicture: NoPicture | undefined;
  /** A photograph or screenshot: nothing in it moves. */
  readonly photo: boolean;
  readonly notesOfCopy: CopyNotes;
  readonly speech: Speech | undefined;
  /** How much of the film the picture of the sound shows. */
  readonly soundSeconds: number | undefined;
  readonly made: Readonly<Record<string, boolean>>;
  /** Why a working copy is not there, by its kind. */
  readonly failed: Readonly<Record<string, string>>;
}

/** Everything that the page of a clip shows. */
@Injectable()
export class ClipViews {
  constructor(
    private readonly triage: TriageService,
    private readonly queue: QueueService,
    private readonly investigations: InvestigationsService,
    private readonly access: AccessService,
  ) {}

  /** @throws NotFound */
  async of(by: OfficerId, id: ClipId): Promise<ClipView> {
    const clip = await this.triage.clip(by, id);
    const investigation = await this.investigations.get(by, clip.investigationId);
    return {
      clip,
      investigation,
      media: [...archiveLines(clip.fileName, clip.kind), ...mediaLines(clip.media)],
      match: matchOf(clip),
      noPicture: noPictureOf(clip.renditions),
      photo: clip.media?.['kind'] === 'picture',
      notesOfCopy: copyNotes(clip.renditions),
      speech: speechOf(clip.renditions),
      soundSeconds: soundSeconds(clip.renditions),
      made: Object.fromEntries(clip.renditions.map(({ kind, state }) => [kind, state === 'made'])),
      failed: Object.fromEntries(
        clip.renditions.flatMap(({ kind, why }) => (why === null ? [] : [[kind, why]])),
      ),
    };
  }

  /** An open viewing of that clip. @throws NotFound */
  async viewing(by: OfficerId, clip: ClipId, id: ViewingId): Promise<OpenViewing> {
    const source = await this.access.source(by, id);
    if (source.clipId !== clip || source.purpose !== 'view') throw new NotFound('The viewing');
    const type = source.contentType.split('/')[0];
    const kind = type === 'video' || type === 'audio' || type === 'image' ? type : 'other';
    return {
      url: contentUrl(id, 'view'),
      framesUrl: companionUrl(id, 'frames'),
      lineUrl: companionUrl(id, 'line'),
      waveformUrl: companionUrl(id, 'waveform'),
      content: source.content,
      kind,
    };
  }

  /** The producer of the clip before of the same private link, who most often is the same person; as in the queue. */
  async proposal(by: OfficerId, clip: SentClip): Promise<Record<string, string>> {
    const { producer } = await this.queue.place(by, clip.id);
    return { ...producer };
  }
}

function matchOf({ deviceSha256, storedSha256 }: SentClip): ClipView['match'] {
  if (deviceSha256 === null || storedSha256 === null) return 'unknown';
  return deviceSha256 === storedSha256 ? 'same' : 'different';
}

import { Injectable } from '@nestjs/common';
import {
  AccessService,
  TriageService,
  type Content,
  type Rendition,
  type SentClip,
} from '../../../features/evidence';
import { initialsOf } from '../../../features/identity';
import { InvestigationsService, type Investigation } from '../../../features/investigations';
import { NotFound } from '../../../kernel/errors';
import type { JsonObject, JsonValue } from '../../../kernel/json';
import type { ClipId, OfficerId, ViewingId } from '../../../kernel/ids';
import { contentUrl } from '../api/footage.controller';

export interface OpenViewing {
  readonly url: string;
  readonly content: Content;
  readonly kind: 'video' | 'image' | 'other';
}

export interface ClipView {
  readonly clip: SentClip & { readonly renditions: readonly Rendition[] };
  readonly investigation: Investigation;
  /** Lines of what a first probe found. */
  readonly media: readonly { readonly name: string; readonly value: string }[];
  readonly match: 'same' | 'different' | 'unknown';
  /** Why there is no picture, when there is none. */
  readonly undecodable: string | null;
  readonly made: Readonly<Record<string, boolean>>;
}

/** Everything that the page of a clip shows. */
@Injectable()
export class ClipViews {
  constructor(
    private readonly triage: TriageService,
    private readonly investigations: InvestigationsService,
    private readonly access: AccessService,
  ) {}

  /** @throws NotFound */
  async of(by: OfficerId, id: ClipId): Promise<ClipView> {
    const clip = await this.triage.clip(by, id);
    const investigation = await this.investigations.get(by, clip.investigationId);
    const failed = clip.renditions.find(({ kind, state }) => kind === 'proxy' && state === 'failed');
    return {
      clip,
      investigation,
      media: mediaLines(clip.media),
      match: matchOf(clip),
      undecodable: failed?.why ?? null,
      made: Object.fromEntries(clip.renditions.map(({ kind, state }) => [kind, state === 'made'])),
    };
  }

  /** An open viewing of that clip. @throws NotFound */
  async viewing(by: OfficerId, clip: ClipId, id: ViewingId): Promise<OpenViewing> {
    const source = await this.access.source(by, id);
    if (source.clipId !== clip || source.purpose !== 'view') throw new NotFound('The viewing');
    const type = source.contentType.split('/')[0];
    const kind = type === 'video' || type === 'image' ? type : 'other';
    return { url: contentUrl(id, 'view'), content: source.content, kind };
  }

  /** The producer of the exhibit before, who most often is the same person. */
  async proposal(by: OfficerId, clip: SentClip): Promise<Record<string, string>> {
    const last = await this.triage.latestExhibit(by, clip.investigationId);
    if (last === undefined) return {};
    return {
      producerName: last.producerName,
      initials: last.reference.split('/')[0] ?? initialsOf(last.producerName),
    };
  }
}

function matchOf({ deviceSha256, storedSha256 }: SentClip): ClipView['match'] {
  if (deviceSha256 === null || storedSha256 === null) return 'unknown';
  return deviceSha256 === storedSha256 ? 'same' : 'different';
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: JsonValue | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '?';

/** The few facts that help to recognise a clip; the API gives all of them. */
function mediaLines(media: JsonObject | null): ClipView['media'] {
  if (media === null) return [];
  const { video, audio, duration, container } = media;
  const lines: [string, string | undefined][] = [
    ['Length', typeof duration === 'number' ? `${duration.toFixed(2)} seconds` : undefined],
    [
      'Picture',
      isObject(video)
        ? `${text(video['width'])} × ${text(video['height'])}, ${text(video['codec'])}`
        : undefined,
    ],
    ['Sound', isObject(audio) ? text(audio['codec']) : isObject(video) ? 'none' : undefined],
    ['Container', typeof container === 'string' ? container : undefined],
  ];
  return lines.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

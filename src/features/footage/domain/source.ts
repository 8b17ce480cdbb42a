import type { FileFacts } from '../../../platform/media';
import { containerClue, type ContainerClue } from './container-clue';
import { MAKES, type Make } from './make';
import { nameClue, vendorClue, type NameClue, type NameKind } from './name-clue';
import { isArchive } from './archive';
import type { Trigger } from './reolink';

export type SourceKind = NameKind;

/** Why a source is taken for what it is. Codes are stable: they are stored, and put into words elsewhere. */
export type Reason =
  | `name-${SourceKind}`
  | 'tag-editor'
  | 'tag-lavf'
  | 'tag-apple'
  | 'tag-android'
  | 'h264-of-apple'
  | 'screen-shaped'
  | 'undecodable'
  | 'maybe-encrypted'
  | 'cut-short'
  | 'archive'
  | 'reolink-main-stream'
  | 'reolink-sub-stream'
  | `reolink-trigger-${Trigger}`;

/** Where a file most likely comes from. A guess with its reasons, never a judgement. */
export interface Source {
  readonly kind: SourceKind;
  /** The doorbell's make, also of a copy that still carries its name. */
  readonly make: Make | null;
  readonly confidence: 'high' | 'medium' | 'low';
  readonly because: readonly Reason[];
  readonly original: 'original' | 'copy' | 'unknown';
}

/** Whether its picture came out when it was looked into; one that has not been looked into yet is not called broken. */
export const isPlayable = (source: Source | null): boolean =>
  source?.because.includes('undecodable') !== true;

/** Whether its end is there, as far as it says itself how long it is. */
export const hasItsEnd = (source: Source | null): boolean => source?.because.includes('cut-short') !== true;

const NOTHING: ContainerClue = {
  editor: false,
  lavf: false,
  apple: false,
  appleCreated: null,
  android: false,
  screenShaped: false,
};

const asMake = (kind: SourceKind): Make | null => MAKES.find((make) => make === kind) ?? null;

function reasons(name: NameClue, tags: ContainerClue, facts: FileFacts | null, packed: boolean): Reason[] {
  const { reolink } = name;
  const all: (Reason | false)[] = [
    name.kind !== 'unknown' && `name-${name.kind}`,
    tags.editor && 'tag-editor',
    tags.lavf && 'tag-lavf',
    tags.apple && 'tag-apple',
    tags.apple && facts?.kind === 'media' && facts.video?.codec === 'h264' && 'h264-of-apple',
    tags.android && 'tag-android',
    tags.screenShaped && 'screen-shaped',
    facts?.kind === 'undecodable' && 'undecodable',
    facts?.kind === 'undecodable' && facts.code === 'no-picture' && name.kind === 'ring' && 'maybe-encrypted',
    facts !== null && facts.kind !== 'undecodable' && facts.cutShort === true && 'cut-short',
    packed && 'archive',
    reolink?.stream === 'main' && 'reolink-main-stream',
    reolink?.stream === 'sub' && 'reolink-sub-stream',
    ...(reolink?.triggers ?? []).map((trigger): Reason => `reolink-trigger-${trigger}`),
  ];
  return all.filter((reason) => reason !== false);
}

/** Names that say of themselves that the file is a copy. */
const COPIES: readonly SourceKind[] = ['whatsapp', 'screen-recording', 'edited'];

type Verdict = Pick<Source, 'kind' | 'confidence' | 'original'>;

/** From the tags alone, when the name says nothing. */
function byTags(tags: ContainerClue, because: readonly Reason[]): Verdict {
  if (because.includes('h264-of-apple'))
    return { kind: 'iphone-library', confidence: 'medium', original: 'copy' };
  if (tags.apple) return { kind: 'iphone-library', confidence: 'medium', original: 'unknown' };
  if (tags.screenShaped) return { kind: 'screen-recording', confidence: 'low', original: 'unknown' };
  if (tags.android) return { kind: 'android-camera', confidence: 'medium', original: 'original' };
  return { kind: 'unknown', confidence: 'low', original: 'unknown' };
}

function verdict(name: NameClue, tags: ContainerClue, because: readonly Reason[]): Verdict {
  const { kind, confidence } = name;
  if (kind === 'whatsapp' || kind === 'screen-recording') return { kind, confidence, original: 'copy' };
  if (tags.editor) return { kind: 'edited', confidence: 'high', original: 'copy' };
  if (COPIES.includes(kind)) return { kind, confidence, original: 'copy' };
  if (kind === 'unknown') return byTags(tags, because);
  // A library, or a browser on the way here, makes H.264 of what it is given: the bytes are no longer the doorbell's.
  if (because.includes('h264-of-apple')) return { kind, confidence, original: 'copy' };
  if (kind === 'iphone-library') return { kind, confidence, original: 'unknown' };
  if (kind === 'android-camera') return { kind, confidence, original: tags.android ? 'original' : 'unknown' };
  // Some clouds write with ffmpeg themselves, and so does every converter.
  return {
    kind,
    confidence,
    original: tags.lavf || tags.apple || confidence === 'low' ? 'unknown' : 'original',
  };
}

/**
 * Where a file most likely comes from, by its name and by what its container says. `facts` is null before the probe.
 * Never throws.
 * @param type what its first bytes look like, as a MIME type
 */
export function recogniseSource(fileName: string, facts: FileFacts | null, type = ''): Source {
  const name = nameClue(fileName);
  const tags = facts?.kind === 'media' ? containerClue(facts) : NOTHING;
  const packed = facts?.kind === 'undecodable' && isArchive(fileName, type);
  const because = reasons(name, tags, facts, packed);
  const found = verdict(name, tags, because);
  const make = asMake(found.kind) ?? asMake(vendorClue(fileName)?.kind ?? 'unknown');
  return { ...found, make, because };
}

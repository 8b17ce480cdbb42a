import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { NotFound } from '../../../kernel/errors';
import type { FrameTimes } from '../../../kernel/film/frames';
import { evidenceKey, type EvidenceStore } from '../../../platform/object-store';
import { parseFrameList } from '../../evidence';
import type { CopyTimes } from './parts';
import type { FrameList } from './seal.repository';
import type { SourceItem, SourceObject } from './source';

/** Copies that play on the reader's page. */
const PLAYED: readonly SourceObject['what'][] = ['proxy', 'redacted-copy', 'extract'];

/** What is lost or damaged is left out: the page can do without it, and says so. @throws errors of the store */
async function timesIn(evidence: EvidenceStore, { key, sha256 }: FrameList): Promise<FrameTimes | undefined> {
  try {
    const bytes = await buffer(await evidence.read(evidenceKey(key)));
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) return undefined;
    const { timeBase, frames } = parseFrameList(bytes.toString());
    return { timeBase, pts: frames.map(({ pts }) => pts), lastDuration: frames.at(-1)?.duration ?? 0 };
  } catch (error) {
    if (error instanceof NotFound || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Of a copy that was cut, the frames that it has and no other; how long the rest was is not said either. */
function ofPart(whole: CopyTimes, { part }: SourceObject): CopyTimes {
  if (part === null || part === undefined) return whole;
  const { frames } = whole;
  if (frames === undefined) return {};
  const pts = [...frames.pts].sort((one, other) => one - other);
  const [last, next] = [pts[part.to - 1], pts[part.to]];
  const lastDuration = last === undefined || next === undefined ? frames.lastDuration : next - last;
  return { frames: { ...frames, pts: pts.slice(part.from - 1, part.to), lastDuration } };
}

/** When each frame of the copies that play is shown, and how long they are, by their paths in the bag. No hash of a picture is among it. */
export async function copyTimes(
  evidence: EvidenceStore,
  items: readonly SourceItem[],
): Promise<ReadonlyMap<string, CopyTimes>> {
  const all = new Map<string, CopyTimes>();
  for (const { row, objects } of items) {
    const played = objects.filter(({ what }) => PLAYED.includes(what));
    if (played.length === 0) continue;
    const frames = row.frames === null ? undefined : await timesIn(evidence, row.frames);
    const whole: CopyTimes = {
      ...(row.seconds === null ? {} : { seconds: row.seconds }),
      ...(frames === undefined ? {} : { frames }),
    };
    for (const object of played) all.set(object.path, ofPart(whole, object));
  }
  return all;
}

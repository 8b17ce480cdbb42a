import type { Cbor, CborMap } from './cbor';
import { boxesIn, C2PA_UUID, isOfC2pa, type FileBox } from './container-bmff';
import type { Embedded } from './embedded';
import { refuse } from './faults';
import { bytesOf, isAbsent, listOf, mapOf, offsetOf, textOf } from './fields';
import { LIMITS } from './limits';
import { joined, without } from './ranges';
import type { Range, Source } from './source';

/** Left out wherever the seal says so: what no player shows, in so far as it is small. */
const SMALL = ['/ftyp', '/mfra', '/free', '/skip', '/emsg', '/moov/pssh'];

/** Whether the rule names C2PA's own boxes, and no others, by their user type. */
function isOfSeal(rule: CborMap): boolean {
  const data = rule.get('data');
  if (isAbsent(data)) return false;
  const [only, ...more] = listOf(data, 'what is left out');
  if (only === undefined || more.length > 0) return false;
  const match = mapOf(only, 'what is left out');
  return (
    offsetOf(match.get('offset'), 'an offset') === 8 &&
    bytesOf(match.get('value'), 'a value').equals(C2PA_UUID)
  );
}

/** The boxes that one rule leaves out, all of each. A rule for anything that is shown is refused. */
function leftOutBy(source: Source, top: readonly FileBox[], each: Cbor): FileBox[] {
  const rule = mapOf(each, 'what is left out');
  const path = textOf(rule.get('xpath'), 'a path').replace(/\[\d+\]/g, '');
  if (['subset', 'length', 'version', 'flags', 'exact'].some((name) => !isAbsent(rule.get(name))))
    return refuse('left-out', 'a part of a box');
  if (path === '/uuid') {
    if (!isOfSeal(rule)) return refuse('left-out', path);
    // Only a box with a short header has its user type at this place.
    return top.filter((box) => isOfC2pa(source, box) && box.content - box.start === 8);
  }
  if (!SMALL.includes(path) || !isAbsent(rule.get('data'))) return refuse('left-out', path);
  const [, first, second] = path.split('/');
  const found = top.filter(({ type }) => type === first);
  if (second === undefined) return found;
  return found.flatMap(({ content, end }) =>
    boxesIn(source, { start: content, end }).boxes.filter(({ type }) => type === second),
  );
}

const lengthOf = ({ start, end }: Range): number => end - start;

/** Eight bytes: where a box stands that is hashed, so that none can be moved (C2PA 2.2 section 18.6). */
function place({ start }: FileBox): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(start));
  return bytes;
}

/** The hash of a film by rules that say which boxes are left out (c2pa.hash.bmff, versions 2 and 3). @throws SealFault */
export function bindBmff(
  source: Source,
  { container, own }: Embedded,
  binding: CborMap,
  algorithm: string,
): Buffer {
  if (container !== 'bmff') return refuse('binding-unknown', 'that of a film');
  const rules = listOf(binding.get('exclusions') ?? [], 'what is left out');
  if (rules.length > LIMITS.exclusions) return refuse('too-complex', 'what is left out');
  const { boxes: top, cut } = boxesIn(source, { start: 0, end: source.size });
  if (cut) return refuse('cut');
  const left = rules.flatMap((rule) => leftOutBy(source, top, rule));
  const out = joined(left);
  const beside = left.filter(({ start }) => !own.some((box) => box.start === start));
  if (beside.reduce((sum, box) => sum + lengthOf(box), 0) > LIMITS.leftOutBytes)
    return refuse('left-out', 'too much');
  const starts = new Set(left.map(({ start }) => start));
  const hashed = top.filter(({ start }) => !starts.has(start));
  return source.hash(algorithm, withPlaces(without(source.size, out), hashed));
}

/** The kept ranges, split where a box begins, with its place before it. */
function withPlaces(kept: readonly Range[], boxes: readonly FileBox[]): (Range | Buffer)[] {
  const parts: (Range | Buffer)[] = [];
  let next = 0;
  for (const { start, end } of kept) {
    let at = start;
    for (; next < boxes.length; next += 1) {
      const box = boxes[next];
      if (box === undefined || box.start >= end) break;
      parts.push({ start: at, end: box.start }, place(box));
      at = box.start;
    }
    parts.push({ start: at, end });
  }
  return parts;
}

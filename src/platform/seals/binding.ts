import { bindBmff } from './binding-bmff';
import { decodeCbor, type CborMap } from './cbor';
import { cborOf, type Claim } from './claim';
import type { Embedded } from './embedded';
import { refuse } from './faults';
import { bytesOf, hashNameOf, isAbsent, listOf, mapOf, offsetOf } from './fields';
import { LIMITS } from './limits';
import { joined, without } from './ranges';
import type { Range, Source } from './source';

/** How a claim says which bytes it is about (C2PA 2.2 section 18: hard bindings). */
export const BINDINGS = ['data', 'bmff-v2', 'bmff-v3'] as const;
export type Binding = (typeof BINDINGS)[number];

const LABELS: Readonly<Record<string, Binding>> = {
  'c2pa.hash.data': 'data',
  'c2pa.hash.bmff.v2': 'bmff-v2',
  'c2pa.hash.bmff.v3': 'bmff-v3',
};

function exclusionsOf(binding: CborMap): Range[] {
  const list = binding.get('exclusions');
  if (isAbsent(list)) return [];
  const all = listOf(list, 'what is left out');
  if (all.length > LIMITS.exclusions) return refuse('too-complex', 'what is left out');
  return all.map((each) => {
    const exclusion = mapOf(each, 'what is left out');
    const start = offsetOf(exclusion.get('start'), 'a start');
    return { start, end: start + offsetOf(exclusion.get('length'), 'a length') };
  });
}

/** Nothing but the seal itself may be left out: what is, anybody could have changed since. */
function bindData(source: Source, { own }: Embedded, binding: CborMap, algorithm: string): Buffer {
  const left = exclusionsOf(binding).sort((one, other) => one.start - other.start);
  const apart = left.every(({ start, end }, at) => start >= (left[at - 1]?.end ?? 0) && end <= source.size);
  if (!apart) return refuse('malformed', 'what is left out overlaps');
  const ours = joined(own);
  const isOurs = left.every(({ start, end }) => ours.some((each) => each.start <= start && end <= each.end));
  if (!isOurs) return refuse('left-out');
  return source.hash(algorithm, without(source.size, left));
}

/** Compares the file with the one binding that the claim must have. @throws SealFault */
export function requireBound(source: Source, embedded: Embedded, claim: Claim): Binding {
  const all = claim.assertions.filter(({ label }) => /^c2pa\.hash\./.test(label));
  const [found, ...more] = all;
  if (found === undefined) return refuse('no-binding');
  if (more.length > 0) return refuse('several-bindings');
  const kind = LABELS[found.label] ?? refuse('binding-unknown');
  const binding = mapOf(decodeCbor(cborOf(found.box)), 'the binding');
  const algorithm = hashNameOf(binding.get('alg'), claim.algorithm);
  const said = binding.get('hash');
  if (!isAbsent(binding.get('merkle')) || isAbsent(said))
    return refuse('binding-unknown', 'a tree of hashes');
  const hash =
    kind === 'data'
      ? bindData(source, embedded, binding, algorithm)
      : bindBmff(source, embedded, binding, algorithm);
  if (!hash.equals(bytesOf(said, 'a hash'))) refuse('content');
  return kind;
}

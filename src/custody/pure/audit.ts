import { parseCheckpoint } from './checkpoint';
import { CheckpointWalk } from './checkpoint-walk';
import type { EventFacts } from './event-text';
import { checkLeaves, explained } from './leaf-check';
import type { LogSource, SourceRecord } from './log-source';
import { bySize, type Memory } from './memory';
import { misfiled } from './misfiled';
import { OfficerCounts } from './officer-counts';
import { checkRecord } from './record-check';
import { readRepudiation, repudiatedBy, type Repudiation } from './repudiation';
import { isSettled, readResolution, type Resolution } from './resolution';
import { checkNote, type VerifierKey } from './signed-note';
import { cannotTell, tampered, type BadEvent, type Verdict } from './verdict';

export interface Trust {
  readonly keys: readonly VerifierKey[];
  /** Checkpoints kept outside the log: they reveal a rewrite even by one who holds the key. */
  readonly held?: readonly string[];
  /** What this installation and others remember of the log. */
  readonly memories?: readonly Memory[];
}

/** What is held elsewhere, or why it is of no use. */
function readHeld(trust: Trust): readonly Memory[] | string {
  const memories: Memory[] = [];
  for (const text of trust.held ?? []) {
    const checkpoint = parseCheckpoint(text);
    if (checkpoint === undefined) return 'a held checkpoint is not readable';
    if (checkNote(checkpoint.note, trust.keys) !== 'trusted') return 'no known key signed a held checkpoint';
    const { size, root } = checkpoint;
    const from = 'a checkpoint that was held elsewhere';
    memories.push({ size, root, from, head: true, signed: true, outside: true });
  }
  return memories;
}

async function readResolutions(source: LogSource, keys: readonly VerifierKey[]): Promise<Resolution[]> {
  const found: Resolution[] = [];
  for await (const record of source.resolutions()) {
    const resolution = readResolution(record, keys);
    if (resolution !== undefined) found.push(resolution);
  }
  return found;
}

/** What is kept in mind of the records that hold. */
class Seen {
  readonly #counts = new OfficerCounts();
  readonly #repudiations: Repudiation[] = [];
  /** The first record that searches look for elsewhere. */
  #misfiled: BadEvent | undefined;

  inTree(record: SourceRecord, event: EventFacts): void {
    this.#counts.count(event);
    this.see(record, event);
  }

  /** Also of one that is not in the tree yet: then nobody has counted it. */
  see(record: SourceRecord, event: EventFacts): void {
    this.#misfiled ??= misfiled(record, event);
    const repudiation = readRepudiation(record);
    if (repudiation !== undefined) this.#repudiations.push(repudiation);
  }

  /** An event that is remembered and was not seen, or stands where nobody looks. */
  async firstBad(source: LogSource): Promise<BadEvent | undefined> {
    for await (const counted of source.counted()) {
      const bad = this.#counts.lacks(counted);
      if (bad !== undefined) return bad;
    }
    return this.#misfiled ?? (await first(source.orphans())) ?? first(source.otherValues());
  }

  /** Ids, sorted. */
  get repudiated(): string[] {
    return [...repudiatedBy(this.#repudiations)].sort();
  }
}

/** What lies outside the tree: records that wait, heads of chains, and what else remembers an event. */
class Rest {
  unsigned = 0;

  constructor(private readonly source: LogSource) {}

  async firstBad(seen: Seen): Promise<BadEvent | undefined> {
    return (
      (await this.#loose(seen)) ?? (await first(this.source.brokenHeads())) ?? seen.firstBad(this.source)
    );
  }

  async #loose(seen: Seen): Promise<BadEvent | undefined> {
    for await (const { record, pending } of this.source.unsequenced()) {
      const checked = checkRecord(record, record.before, record);
      if ('bad' in checked) return checked.bad;
      if (!pending) {
        const { subject, seq, id } = record;
        const found = 'a record that never was pending';
        return { subject, seq, id, what: 'inserted', expected: 'nothing', found };
      }
      this.unsigned += 1;
      seen.see(record, checked.good.event);
    }
    return undefined;
  }
}

async function first(all: AsyncIterable<BadEvent>): Promise<BadEvent | undefined> {
  for await (const bad of all) return bad;
  return undefined;
}

/** The first bad event of the tree. */
async function walkTree(source: LogSource, walk: CheckpointWalk, seen: Seen): Promise<BadEvent | undefined> {
  for await (const page of source.leaves()) {
    for (const at of checkLeaves(page, walk, (record, event) => seen.inTree(record, event))) {
      const bad = at === 'checkpoint' ? await walk.pass() : await explained(source, at);
      if (bad !== undefined) return bad;
    }
  }
  const short = walk.end();
  return short && { ...(await source.explainGap(walk.size, 'empty')), ...short };
}

/**
 * Checks a whole log: every record, every chain, the tree over them, every signed checkpoint, and what is remembered of it.
 * @returns the first bad event in the order of the tree.
 */
export async function audit(source: LogSource, trust: Trust): Promise<Verdict> {
  const held = readHeld(trust);
  if (typeof held === 'string') return cannotTell(0, held);
  const resolved = await readResolutions(source, trust.keys);
  const memories = [...held, ...(trust.memories ?? []), ...(await source.memories())]
    .filter((memory) => !isSettled(memory, resolved))
    .sort(bySize);
  const walk = await CheckpointWalk.over(source.checkpoints(), trust.keys, memories);
  const seen = new Seen();
  const rest = new Rest(source);
  const bad = (await walkTree(source, walk, seen)) ?? (await rest.firstBad(seen));
  if (bad !== undefined) return tampered(walk.events, bad, resolved);
  return walk.verdict(rest.unsigned, seen.repudiated, resolved);
}

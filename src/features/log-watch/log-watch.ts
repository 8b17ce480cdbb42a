import {
  compareLog,
  latestCheckpoint,
  memoryOf,
  raiseAlarm,
  standingAlarms,
  verifyLive,
  verifierKeyText,
  type Alarm,
  type Comparison,
  type Conflict,
  type HeadMemory,
  type Memory,
  type Verdict,
  type VerifierKey,
} from '../../custody';
import type { Database } from '../../platform/database';
import { conflictOf, missingHead, witnessBad } from './findings';
import { allOf, listedHeads, publishedHeads, type HeadStore, type PublishedHeads } from './published-heads';

/** How long it is trusted that the locked store holds what it held. */
const STORE_MS = 10 * 60_000;

/** Those outside who watch the log, asked now. */
export interface Outside {
  /** Witnesses that have seen another log than there is, by name, and what is wrong. */
  alarms(): Promise<readonly { readonly name: string; readonly trouble: 'other-history' | 'log-shorter' }[]>;
}

export interface WatchParts {
  readonly database: Database;
  readonly heads: HeadMemory;
  readonly store: HeadStore;
  readonly keys: readonly VerifierKey[];
  readonly outside: Outside;
  /** Told when a head cannot be kept on the disk. */
  readonly onForgotten: (error: unknown) => void;
}

interface Remembered {
  readonly memories: readonly Memory[];
  readonly published: PublishedHeads;
}

/**
 * Compares the log with everything that remembers it: what this process saw, what each process here has kept on its disk, the
 * locked store, the tables beside the log, and witnesses. What contradicts them raises an alarm, which stands until a person
 * has dealt with it.
 */
export class LogWatch {
  private seen: string | undefined;
  private published: { readonly at: number; readonly heads: PublishedHeads } | undefined;

  constructor(private readonly parts: WatchParts) {}

  /** A look that takes milliseconds. @returns findings that had no alarm before */
  async look(): Promise<readonly Conflict[]> {
    // Memories are read before the log: what is remembered by then is in the log that is read after it.
    const { memories, published } = await this.remembered(STORE_MS);
    const { note, conflicts } = await this.compare([...memories, ...published.read]);
    if (conflicts.length > 0) return this.raise(conflicts);
    if (note !== undefined) await this.remember(note);
    return [];
  }

  /** Every record, every chain, the tree and all memories. What is found raises an alarm. */
  async check(trustedCheckpoints: readonly string[] = []): Promise<Verdict> {
    const { database, keys } = this.parts;
    const listed = await database.transaction(listedHeads);
    const { memories, published } = await this.remembered(0);
    const verdict = await verifyLive(database, {
      keys: keys.map((key) => verifierKeyText(key)),
      trustedCheckpoints,
      memories: [...memories, ...allOf(published)],
    });
    const told = await this.toldFromOutside(missingHead(verdict, listed, published.sizes));
    if (told.outcome === 'tampered') {
      const { conflicts } = await this.compare([...memories, ...published.read]);
      await this.raise(conflicts.length > 0 ? conflicts : [conflictOf(told)]);
    }
    return told;
  }

  /** Alarms with which nobody has dealt. */
  async standing(): Promise<Alarm[]> {
    return this.parts.database.transaction((tx) => standingAlarms(tx, this.parts.keys));
  }

  /** Whether what is signed now may be trusted: looks, and finds no alarm. */
  async isSound(): Promise<boolean> {
    await this.look();
    return (await this.standing()).length === 0;
  }

  /** The log against all of it, for whoever is to say what was lost. */
  async compareNow(): Promise<Comparison> {
    const { memories, published } = await this.remembered(0);
    return this.compare([...memories, ...published.read]);
  }

  private async remember(note: string): Promise<void> {
    this.seen = note;
    await this.parts.heads.keep(note).catch(this.parts.onForgotten);
  }

  private compare(memories: readonly Memory[]): Promise<Comparison & { readonly note: string | undefined }> {
    return this.parts.database.snapshot(async (tx) => ({
      ...(await compareLog(tx, memories, this.parts.keys)),
      note: (await latestCheckpoint(tx))?.note,
    }));
  }

  private async remembered(storeMs: number): Promise<Remembered> {
    const { heads, keys } = this.parts;
    const kept = (await heads.all()).map(({ name, note }) => memoryOf(note, `the disk (${name})`, keys));
    const seen = this.seen === undefined ? undefined : memoryOf(this.seen, 'this process', keys);
    return {
      memories: [...kept, seen].filter((memory) => memory !== undefined),
      published: await this.heldInStore(storeMs),
    };
  }

  private async heldInStore(ms: number): Promise<PublishedHeads> {
    const { store, keys } = this.parts;
    if (this.published === undefined || Date.now() - this.published.at >= ms)
      this.published = { at: Date.now(), heads: await publishedHeads(store, keys) };
    return this.published.heads;
  }

  private async toldFromOutside(verdict: Verdict): Promise<Verdict> {
    // Of a log that is not whole a witness cannot be shown how it grew.
    if (verdict.outcome === 'tampered') return verdict;
    const [alarm] = await this.parts.outside.alarms();
    return alarm === undefined ? verdict : witnessBad(verdict, alarm);
  }

  private async raise(conflicts: readonly Conflict[]): Promise<Conflict[]> {
    const raised: Conflict[] = [];
    for (const conflict of conflicts)
      if (await this.parts.database.transaction((tx) => raiseAlarm(tx, conflict))) raised.push(conflict);
    return raised;
  }
}

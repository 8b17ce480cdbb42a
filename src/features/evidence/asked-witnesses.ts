import { latestCheckpoint, type SignedCheckpoint } from '../../custody';
import type { Database } from '../../platform/database';
import type { SeenMore } from '../witnesses';

/** Those outside who watch the log, asked now. */
export interface Outside {
  seenMore(): Promise<SeenMore>;
}

interface Answer {
  readonly at: number;
  readonly head: SignedCheckpoint | undefined;
  readonly said: SeenMore;
}

/** For so long an answer counts that is not good: one that was away may be back. */
const ASK_AGAIN_MS = 60_000;

/**
 * Witnesses see of the log what we show them. So they are asked at first, and again when the log is no longer one that has grown
 * from what it was then: only in a database that was brought back can it lack what they have seen.
 */
export class AskedWitnesses {
  private answer: Answer | undefined;

  constructor(
    private readonly database: Database,
    private readonly outside: Outside,
  ) {}

  get silent(): readonly string[] {
    return this.answer?.said.silent ?? [];
  }

  /** Who has seen the longest log that is not this one. */
  async most(): Promise<SeenMore['more'][number] | undefined> {
    const answer = await this.current();
    return [...answer.said.more].sort((one, other) => other.size - one.size).at(0);
  }

  private async current(): Promise<Answer> {
    if (this.answer !== undefined && (await this.stillCounts(this.answer))) return this.answer;
    const head = await this.database.transaction(latestCheckpoint);
    const said = await this.outside.seenMore();
    this.answer = { at: Date.now(), head, said };
    return this.answer;
  }

  private async stillCounts({ at, head, said }: Answer): Promise<boolean> {
    const isGood = said.more.length + said.silent.length === 0;
    if (!isGood && Date.now() - at >= ASK_AGAIN_MS) return false;
    // A log without a head has lost nothing by now, and may be taken for another at any moment.
    if (head === undefined) return false;
    const [row] = await this.database.transaction((tx) =>
      tx.query<{ there: boolean }>(
        'SELECT EXISTS (SELECT FROM custody.checkpoint WHERE size = $1 AND note = $2) AS there',
        [head.size, head.note],
      ),
    );
    return row?.there === true;
  }
}

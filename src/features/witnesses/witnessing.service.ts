import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CustodyReader, latestCheckpoint, raiseAlarm, type SignedCheckpoint } from '../../custody';
import { cosignedAt } from '../../custody/pure/cosignature';
import { parseNote } from '../../custody/pure/signed-note';
import { formatWitnessRequest } from '../../custody/pure/witness-request';
import { Database, type Transaction } from '../../platform/database';
import { isAlarm, NotWitnessed, type Witness, type WitnessTrouble } from './witness';
import { askWitness } from './witness.client';
import { WitnessesRepository, type Cosignature } from './witnesses.repository';

/** What witnesses say of the log that there is. */
export interface SeenMore {
  /** Those that have seen a longer log or another one, and how much of it. */
  readonly more: readonly { readonly name: string; readonly size: number }[];
  /** Those that said nothing that counts: they are away, or do not know us. */
  readonly silent: readonly string[];
}

/** Injection token: the witnesses of the configuration. */
export const WITNESSES = Symbol('witnesses');

/** The worker's side: shows the log to those who watch it. Without witnesses everything here does nothing. */
@Injectable()
export class WitnessingService {
  constructor(
    private readonly database: Database,
    private readonly kept: WitnessesRepository,
    private readonly reader: CustodyReader,
    @Inject(WITNESSES) private readonly witnesses: readonly Witness[],
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Shows each witness the newest checkpoint. `false`: nothing more to do now.
   * @throws NotWitnessed when one has seen another history: whoever watches the worker's log must hear of it
   */
  async keepUp(): Promise<boolean> {
    const checkpoint = await this.database.transaction(latestCheckpoint);
    if (checkpoint === undefined) return false;
    const outcomes = await Promise.all(this.witnesses.map((witness) => this.show(witness, checkpoint)));
    const alarm = outcomes.find((outcome) => outcome instanceof NotWitnessed && isAlarm(outcome.trouble));
    if (alarm !== undefined) throw alarm;
    return false;
  }

  /** Asks every witness now, also those that have cosigned the newest head, and gives those that have seen another log. */
  async alarms(): Promise<{ readonly name: string; readonly trouble: 'other-history' | 'log-shorter' }[]> {
    return (await this.askAll()).flatMap(({ witness: name, trouble }) =>
      trouble === 'other-history' || trouble === 'log-shorter' ? [{ name, trouble }] : [],
    );
  }

  /** Asks every witness now whether it has seen more of the log than there is, or another one: what a restore has lost shows there. */
  async seenMore(): Promise<SeenMore> {
    const outcomes = await this.askAll();
    return {
      more: outcomes.flatMap(({ witness: name, trouble, standsAt: size = 0 }) =>
        // Where it does not say how much, it is some all the same.
        isAlarm(trouble) ? [{ name, size: Math.max(1, size) }] : [],
      ),
      silent: outcomes.filter(({ trouble }) => !isAlarm(trouble)).map(({ witness }) => witness),
    };
  }

  /** Those that did not cosign. */
  private async askAll(): Promise<NotWitnessed[]> {
    const checkpoint = await this.database.transaction(latestCheckpoint);
    if (checkpoint === undefined) return [];
    const outcomes = await Promise.all(
      this.witnesses.map((witness) => this.show(witness, checkpoint, 'also again')),
    );
    return outcomes.filter((outcome) => outcome !== undefined);
  }

  /**
   * For a seal: of each witness a head as it cosigned it, with the proof that it grew from `checkpoint`, in the form of
   * C2SP tlog-witness. One who does not answer holds nothing up and is left out.
   */
  async forSeal(checkpoint: SignedCheckpoint): Promise<string[]> {
    await Promise.all(this.witnesses.map((witness) => this.show(witness, checkpoint)));
    const texts = await Promise.all(this.witnesses.map((witness) => this.cosignedFrom(witness, checkpoint)));
    return texts.filter((text) => text !== undefined);
  }

  private cosignedFrom(witness: Witness, { size }: SignedCheckpoint): Promise<string | undefined> {
    return this.database.transaction(async (tx) => {
      const cosigned = await this.kept.newest(tx, witness.text, this.config.custody.origin);
      if (cosigned === undefined || cosigned.size < size) return undefined;
      const note = await this.kept.checkpoint(tx, cosigned.size);
      if (note === undefined) return undefined;
      const proof = await this.reader.consistency(tx, size, cosigned.size);
      return formatWitnessRequest({ oldSize: size, proof, checkpoint: `${note}${cosigned.line}` });
    });
  }

  private async show(
    witness: Witness,
    checkpoint: SignedCheckpoint,
    when: 'when there is more' | 'also again' = 'when there is more',
  ): Promise<NotWitnessed | undefined> {
    const { origin } = this.config.custody;
    try {
      const known = await this.database.snapshot(async (tx) => {
        const newest = await this.kept.newest(tx, witness.text, origin);
        const trouble = newest && (await this.contradiction(tx, witness, newest));
        if (trouble !== undefined) throw new NotWitnessed(witness.key.name, trouble, {}, newest?.size);
        return newest;
      });
      const seen = known?.size ?? 0;
      if (seen > checkpoint.size || (seen === checkpoint.size && when === 'when there is more'))
        return undefined;
      const cosigned = await this.ask(witness, checkpoint, seen);
      await this.database.transaction(async (tx) => {
        if (cosigned !== undefined) await this.kept.insert(tx, witness.text, origin, cosigned);
        await this.kept.note(tx, witness.text, null);
      });
      return undefined;
    } catch (error) {
      if (!(error instanceof NotWitnessed)) throw error;
      await this.note(witness, error.trouble, checkpoint.size);
      return error;
    }
  }

  /** What it said before must fit the log as it is now, whether or not it is asked again. */
  private async contradiction(
    tx: Transaction,
    witness: Witness,
    { size, line }: Cosignature,
  ): Promise<WitnessTrouble | undefined> {
    const note = await this.kept.checkpoint(tx, size);
    if (note === undefined) {
      const newest = await latestCheckpoint(tx);
      return newest === undefined || newest.size < size ? 'log-shorter' : 'other-history';
    }
    const cosigned = parseNote(`${note}${line}`);
    return cosigned !== undefined && cosignedAt(cosigned, witness.key) instanceof Date
      ? undefined
      : 'other-history';
  }

  private async note(witness: Witness, trouble: WitnessTrouble, found: number): Promise<void> {
    const source = `the witness ${witness.key.name}`;
    await this.database.transaction(async (tx) => {
      await this.kept.note(tx, witness.text, trouble);
      if (trouble === 'other-history' || trouble === 'log-shorter')
        await raiseAlarm(tx, { what: trouble, source, found, mark: this.config.custody.origin });
    });
  }

  /** `undefined` when another worker has shown it a newer one meanwhile. @throws NotWitnessed */
  private async ask(
    witness: Witness,
    { size, note }: SignedCheckpoint,
    from: number,
  ): Promise<Cosignature | undefined> {
    let oldSize = from;
    const fail = (trouble: WitnessTrouble, standsAt = oldSize): NotWitnessed =>
      new NotWitnessed(witness.key.name, trouble, {}, standsAt);
    for (let tries = 1; tries <= 2; tries += 1) {
      // Where it stands this log has never ended a batch: then that is a head of another.
      const proof = await this.database
        .transaction((tx) => this.reader.consistency(tx, oldSize, size))
        .catch((error: unknown) => {
          throw error instanceof RangeError ? fail('other-history') : error;
        });
      const timeoutMs = this.config.custody.witnessTimeoutSeconds * 1_000;
      const asked = { oldSize, proof, checkpoint: note };
      const answer = await askWitness(witness, asked, timeoutMs).catch((error: unknown) => {
        throw error instanceof NotWitnessed && isAlarm(error.trouble) ? fail(error.trouble) : error;
      });
      if ('line' in answer) return { size, ...answer };
      // It stands where we said that it stands: then it has another head of this size.
      if (answer.standsAt === oldSize) throw fail('other-history');
      if (answer.standsAt > size)
        return this.overtaken(answer.standsAt, fail('log-shorter', answer.standsAt));
      oldSize = answer.standsAt;
    }
    throw fail('wrong-answer');
  }

  private async overtaken(standsAt: number, shorter: NotWitnessed): Promise<undefined> {
    const newest = await this.database.transaction(latestCheckpoint);
    if (newest === undefined || newest.size < standsAt) throw shorter;
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { NotFound } from '../../kernel/errors';
import type { ClipId, InvestigationId, OfficerId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { InvestigationsService } from '../investigations';
import { timeGroups, type ClipReading, type GroupedClip, type TimeGroups } from './domain/time-groups';
import {
  NoClipsForTimes,
  NoSuchReading,
  NoTimePicked,
  TimesNotTogether,
  TooManyForTimes,
} from './footage.errors';
import { TimedClips, type Own } from './timed-clips';
import { timeOf, TimeSteps } from './time-steps';

/** Which reading is taken in the clips of which groups, as they were shown. */
export interface TimesTogether {
  /** What was known of each clip when the officer looked. */
  readonly clips: readonly { readonly id: ClipId; readonly state: string }[];
  /** Groups that are not named are left out. */
  readonly choices: readonly { readonly group: string; readonly reading: string }[];
  readonly reason: string;
}

interface Pick {
  readonly clip: GroupedClip;
  readonly reading: ClipReading;
}

/**
 * The times of several clips chosen at once: all of them or none, in one transaction, each with its own event in its own
 * chain, as if each had been chosen alone.
 */
@Injectable()
export class TimesTogetherService {
  constructor(
    private readonly database: Database,
    private readonly clips: TimedClips,
    private readonly investigations: InvestigationsService,
    private readonly steps: TimeSteps,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws NotFound, NoClipsForTimes, TooManyForTimes */
  async groups(by: OfficerId, id: InvestigationId, picked: readonly ClipId[]): Promise<TimeGroups> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return this.read(tx, id, picked);
    });
  }

  /**
   * Gives how many times were chosen.
   * @throws NotFound, NoClipsForTimes, TooManyForTimes, NoSuchReading, NoTimePicked, TimesNotTogether, AfterItCame
   */
  async choose(
    by: OfficerId,
    id: InvestigationId,
    { clips, choices, reason }: TimesTogether,
  ): Promise<number> {
    const seen = new Map(clips.map((clip) => [clip.id, clip.state]));
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      const now = await this.read(tx, id, [...seen.keys()]);
      refuseChanged(now, seen);
      const picks = pick(now, choices);
      const own: { candidates: number[]; choices: number[] } = { candidates: [], choices: [] };
      const made: (() => Promise<void>)[] = [];
      for (const { clip, reading } of picks) {
        const { id: clipId } = clip.clip;
        const candidate = reading.candidate ?? (await this.clips.keepProposal(tx, clipId, reading.time));
        if (reading.candidate === undefined) own.candidates.push(candidate);
        const choice = { candidate, instant: new Date(reading.reading.instant), reason };
        const time = reading.candidate === undefined ? reading.time : timeOf(clip.clip.times, choice);
        own.choices.push(await this.steps.keep(tx, by, clipId, choice));
        made.push(() => this.steps.log(tx, { id: clipId, investigationId: id }, time, choice));
      }
      // Their rows are held by now: what another wrote of them before that is there to be seen.
      refuseChanged(await this.read(tx, id, [...seen.keys()], own), seen);
      for (const log of made) await log();
      return made.length;
    });
  }

  private async read(
    tx: Transaction,
    id: InvestigationId,
    picked: readonly ClipId[],
    but?: Own,
  ): Promise<TimeGroups> {
    const ids = [...new Set(picked)];
    const { clipsTogether: limit } = this.config.limits;
    if (ids.length === 0) throw new NoClipsForTimes();
    if (ids.length > limit) throw new TooManyForTimes(limit);
    const found = await this.clips.of(tx, id, ids, but);
    if (found.length < ids.length) throw new NotFound('One of the clips');
    return timeGroups(found);
  }
}

/** @throws TimesNotTogether */
function refuseChanged({ groups, without }: TimeGroups, seen: ReadonlyMap<ClipId, string>): void {
  const [first] = without;
  if (first !== undefined) {
    const same = without.filter(({ why }) => why === first.why);
    throw new TimesNotTogether(
      first.why,
      same.map(({ clip }) => clip.fileName),
    );
  }
  const changed = groups
    .flatMap(({ clips }) => clips)
    .filter(({ clip, state }) => seen.get(clip.id) !== state)
    .map(({ clip }) => clip.fileName);
  if (changed.length > 0) throw new TimesNotTogether('changed', changed);
}

/** In the order of their ids. @throws NoSuchReading, NoTimePicked */
function pick({ groups }: TimeGroups, choices: TimesTogether['choices']): Pick[] {
  const answers = new Map(choices.map(({ group, reading }) => [group, reading]));
  const picks = [...answers].flatMap(([group, key]) => {
    const clips = groups.find((each) => each.key === group)?.clips ?? [];
    if (clips.length === 0) throw new NoSuchReading();
    return clips.map((clip) => {
      const reading = clip.readings.find((each) => each.key === key);
      if (reading === undefined) throw new NoSuchReading();
      return { clip, reading };
    });
  });
  if (picks.length === 0) throw new NoTimePicked();
  return picks.sort((one, other) => (one.clip.clip.id < other.clip.clip.id ? -1 : 1));
}

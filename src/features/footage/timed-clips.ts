import { Injectable } from '@nestjs/common';
import type { ClipId, InvestigationId, InvitationId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import { ClockChecksRepository } from './clock-checks.repository';
import type { EventTime } from './domain/candidate';
import { learnedFor, type KnownCheck } from './domain/learned-offset';
import type { TimedClip } from './domain/time-groups';
import { FootageRepository } from './footage.repository';
import { TimeChoiceRepository } from './time-choice.repository';

/** Ids of what this transaction has added itself. */
export interface Own {
  readonly candidates: readonly number[];
  readonly choices: readonly number[];
}

/** Clips with all that is known of their times, many at once. */
@Injectable()
export class TimedClips {
  constructor(
    private readonly footage: FootageRepository,
    private readonly choices: TimeChoiceRepository,
    private readonly checks: ClockChecksRepository,
  ) {}

  /** Those of the investigation, in the order of events, as if what is in `but` were not there. */
  async of(
    tx: Transaction,
    id: InvestigationId,
    clips: readonly ClipId[],
    but: Own = { candidates: [], choices: [] },
  ): Promise<TimedClip[]> {
    const states = await this.choices.states(tx, id, clips, but.choices);
    const known = new Map(states.map((state) => [state.id, state]));
    const comparisons = new Map<InvitationId | null, readonly KnownCheck[]>();
    const timed: TimedClip[] = [];
    for (const clip of await this.footage.clips(tx, clips)) {
      const state = known.get(clip.id);
      if (state === undefined) continue;
      // Which comparisons count follows from the link by which a clip came.
      const checks = comparisons.get(state.link) ?? (await this.checks.ofSameDoor(tx, clip.id));
      comparisons.set(state.link, checks);
      const times = clip.times.filter((time) => !but.candidates.includes(time.id));
      const carried = { ...clip, times };
      timed.push({ ...carried, ...state, learned: learnedFor(carried, checks)?.time });
    }
    return timed;
  }

  /** Gives the id under which a proposal is kept from now on. */
  async keepProposal(tx: Transaction, clip: ClipId, time: EventTime): Promise<number> {
    return this.choices.addTime(tx, clip, time);
  }
}

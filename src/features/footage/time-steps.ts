import { Injectable } from '@nestjs/common';
import { CustodyLog, clipSubject } from '../../custody';
import type { ClipId, InvestigationId, OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { EventTime, KeptTime } from './domain/candidate';
import { isBeforeCameras } from './domain/zero-time';
import {
  AfterItCame,
  BeforeCameras,
  NoSuchReading,
  NotOfTheEvent,
  TimeChosenMeanwhile,
} from './footage.errors';
import { TimeChoiceRepository } from './time-choice.repository';

/** The id of the choice that whoever chooses knows to count; null: of none. Undefined where nobody says: then it is chosen anew. */
export type KnownChoice = number | null | undefined;

/** One reading of one candidate. */
export interface ReadingChoice {
  /** Its id. */
  readonly candidate: number;
  readonly instant: Date;
  readonly reason: string;
  readonly known?: KnownChoice;
}

/** The time of which a reading is chosen. @throws NoSuchReading, NotOfTheEvent (the upload, for one) */
export function timeOf(
  times: readonly KeptTime[],
  choice: Pick<ReadingChoice, 'candidate' | 'instant'>,
): EventTime {
  const time = times.find(({ id }) => id === choice.candidate);
  if (time === undefined) throw new NoSuchReading();
  if (!time.ofEvent) throw new NotOfTheEvent();
  const wanted = choice.instant.getTime();
  if (!time.readings.some(({ instant }) => Date.parse(instant) === wanted)) throw new NoSuchReading();
  return time;
}

/**
 * Choosing a time, for one clip or several in one transaction. What is kept holds the row of its clip, so that several go
 * in the order of their ids, and all are kept before the first is logged.
 */
@Injectable()
export class TimeSteps {
  constructor(
    private readonly choices: TimeChoiceRepository,
    private readonly custody: CustodyLog,
  ) {}

  /** Gives the id of the choice. @throws BeforeCameras, AfterItCame, TimeChosenMeanwhile */
  async keep(tx: Transaction, by: OfficerId, clip: ClipId, choice: ReadingChoice): Promise<number> {
    if (isBeforeCameras(choice.instant)) throw new BeforeCameras();
    const id = await this.choices.add(tx, clip, { ...choice, officerId: by });
    if (id === undefined) throw new AfterItCame();
    // The row of the clip is held by now: whoever chose before is there to be seen.
    if (choice.known !== undefined && (await this.choices.newestBeside(tx, clip, id)) !== choice.known)
      throw new TimeChosenMeanwhile();
    return id;
  }

  async log(
    tx: Transaction,
    clip: { readonly id: ClipId; readonly investigationId: InvestigationId },
    time: EventTime,
    choice: ReadingChoice,
  ): Promise<void> {
    await this.custody.append(tx, {
      type: 'time-chosen',
      subject: clipSubject(clip.id),
      investigation: clip.investigationId,
      detail: {
        candidate: choice.candidate,
        source: time.source,
        of: time.of,
        ...(time.seen && { frame: time.seen.frame }),
      },
      secrets: { reason: choice.reason, instant: choice.instant.toISOString() },
    });
  }
}

import { Injectable } from '@nestjs/common';
import { NotFound } from '../../kernel/errors';
import type { ClipId, OfficerId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { InvestigationsService } from '../investigations';
import { ClockChecksRepository } from './clock-checks.repository';
import type { KeptTime, Reading } from './domain/candidate';
import { learnedFor, type LearnedTime } from './domain/learned-offset';
import { isZero } from './domain/zero-time';
import { overlayTime, type OverlayReading } from './domain/overlay';
import { BeforeCameras, HourMissing, HourTwice, NoSuchReading, NoTimeOfErased } from './footage.errors';
import { FootageRepository, type FootageClip } from './footage.repository';
import { TimeChoiceRepository, type TimeChoice } from './time-choice.repository';
import { timeOf, TimeSteps, type KnownChoice, type ReadingChoice } from './time-steps';

/** A reading of the picture itself, which is kept as a candidate and chosen at once. */
export interface OverlayChoice {
  readonly overlay: OverlayReading;
  /** Which of the two, in the hour that comes twice. */
  readonly occurrence?: 'first' | 'second' | undefined;
  readonly reason: string;
  readonly known?: KnownChoice;
}

export interface ChosenTime extends TimeChoice {
  readonly time: KeptTime;
  readonly reading: Reading;
}

/** Which of a clip's times is taken for the event's: an officer decides, with a reason. Everything stays. */
@Injectable()
export class TimeChoiceService {
  constructor(
    private readonly database: Database,
    private readonly footage: FootageRepository,
    private readonly choices: TimeChoiceRepository,
    private readonly investigations: InvestigationsService,
    private readonly steps: TimeSteps,
    private readonly checks: ClockChecksRepository,
  ) {}

  /** Newest first; the first one counts. @throws NotFound */
  async of(by: OfficerId, id: ClipId): Promise<ChosenTime[]> {
    return this.database.transaction(async (tx) => {
      const { times } = await this.require(tx, by, id);
      return (await this.choices.ofClip(tx, id)).map((choice) => chosen(choice, times));
    });
  }

  /** @throws NotFound, NoTimeOfErased, NoSuchReading, NotOfTheEvent (the upload, for one), AfterItCame, TimeChosenMeanwhile */
  async choose(by: OfficerId, id: ClipId, choice: ReadingChoice): Promise<void> {
    await this.database.transaction(async (tx) => {
      const clip = await this.requireKept(tx, by, id);
      const time = timeOf(clip.times, choice);
      await this.steps.keep(tx, by, clip.id, choice);
      await this.steps.log(tx, clip, time, choice);
    });
  }

  /** @throws NotFound, NoTimeOfErased, HourMissing, HourTwice (when it is not said which), BeforeCameras, AfterItCame, TimeChosenMeanwhile */
  async chooseOverlay(by: OfficerId, id: ClipId, choice: OverlayChoice): Promise<void> {
    await this.database.transaction(async (tx) => {
      const clip = await this.requireKept(tx, by, id);
      if (isZero(choice.overlay.wall)) throw new BeforeCameras();
      const time = overlayTime(choice.overlay);
      const instant = new Date(occurrence(time.readings, choice.occurrence).instant);
      const candidate = await this.choices.addTime(tx, id, time);
      const made = { candidate, instant, reason: choice.reason, known: choice.known };
      await this.steps.keep(tx, by, id, made);
      await this.steps.log(tx, clip, time, made);
    });
  }

  /** What is proposed of the doorbell's clock; `undefined` where nothing is known or it was compared for this very clip. */
  async learned(by: OfficerId, id: ClipId): Promise<LearnedTime | undefined> {
    return this.database.transaction(async (tx) => this.learn(tx, await this.require(tx, by, id)));
  }

  /** Keeps the proposal as a candidate and chooses one of its readings. @throws NotFound, NoTimeOfErased, NoSuchReading, BeforeCameras, AfterItCame, TimeChosenMeanwhile */
  async chooseLearned(by: OfficerId, id: ClipId, choice: Omit<ReadingChoice, 'candidate'>): Promise<void> {
    await this.database.transaction(async (tx) => {
      const clip = await this.requireKept(tx, by, id);
      const time = (await this.learn(tx, clip))?.time;
      const wanted = choice.instant.getTime();
      if (time?.readings.some(({ instant }) => Date.parse(instant) === wanted) !== true)
        throw new NoSuchReading();
      const candidate = await this.choices.addTime(tx, id, time);
      const made = { candidate, ...choice };
      await this.steps.keep(tx, by, id, made);
      await this.steps.log(tx, clip, time, made);
    });
  }

  private async requireKept(tx: Transaction, by: OfficerId, id: ClipId): Promise<FootageClip> {
    const clip = await this.require(tx, by, id);
    if (await this.choices.isErased(tx, id)) throw new NoTimeOfErased();
    return clip;
  }

  private async learn(tx: Transaction, clip: FootageClip): Promise<LearnedTime | undefined> {
    return learnedFor(clip, await this.checks.ofSameDoor(tx, clip.id));
  }

  private async require(tx: Transaction, by: OfficerId, id: ClipId): Promise<FootageClip> {
    const clip = await this.footage.clip(tx, id);
    if (clip === undefined) throw new NotFound('The clip');
    await this.investigations.requireMember(tx, by, clip.investigationId);
    return clip;
  }
}

function occurrence(readings: readonly Reading[], which: OverlayChoice['occurrence']): Reading {
  const [first, second] = readings;
  if (first === undefined) throw new HourMissing();
  if (second === undefined) return first;
  if (which === undefined) throw new HourTwice();
  return which === 'first' ? first : second;
}

function chosen(choice: TimeChoice, times: readonly KeptTime[]): ChosenTime {
  const time = times.find(({ id }) => id === choice.candidate);
  const reading = time?.readings.find(({ instant }) => Date.parse(instant) === choice.instant.getTime());
  if (time === undefined || reading === undefined) throw new Error('a chosen time is gone');
  return { ...choice, time, reading };
}

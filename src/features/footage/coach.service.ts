import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CustodyLog, clipSubject, type Statement } from '../../custody';
import { CLOCK, type Clock } from '../../kernel/clock';
import { NotFound } from '../../kernel/errors';
import type { ClipId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import type { Visitor } from '../invitations';
import type { Answers, ClockAnswer } from './domain/answers';
import { compareClock, timeOfDay, type ClockCheck } from './domain/clock-check';
import { clockTimes } from './domain/clock-time';
import { deletionOf, type Deletion } from './domain/deletion';
import { isEmptyMoment, pictureTime, typedWall, type TypedMoment } from './domain/picture-time';
import { makeOf, type SaidMake } from './domain/said-make';
import { sameDoorbell } from './domain/same-doorbell';
import { FootageRepository, type FootageClip } from './footage.repository';
import { NotAMoment, NotATime } from './footage.errors';
import { retentionsOf } from './retention';

/** A doorbell's clock may be ahead by as much before its time is taken for a mistake. */
const CLOCK_SLACK_MS = 24 * 3_600_000;

export interface CoachedClip extends FootageClip {
  readonly deletion: Deletion;
}

/** A clip of the victim's that another may be a better version of. */
export interface OtherClip {
  readonly id: ClipId;
  readonly fileName: string;
}

export interface ClipPage extends CoachedClip {
  readonly answers: Pick<Answers, 'clockRight' | 'clockCheck'>;
  readonly others: readonly OtherClip[];
}

/** What the victim is told of the drafts, and what nobody else can tell. */
@Injectable()
export class CoachService {
  constructor(
    private readonly database: Database,
    private readonly footage: FootageRepository,
    private readonly custody: CustodyLog,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The victim's drafts, by their ids. */
  async drafts(): Promise<ReadonlyMap<ClipId, CoachedClip>> {
    const clips = await this.database.transaction((tx) => this.footage.drafts(tx));
    return new Map(clips.map((clip) => [clip.id, this.coached(clip)]));
  }

  /** @throws NotFound */
  async clip(id: ClipId): Promise<ClipPage> {
    return this.database.transaction(async (tx) => {
      const drafts = await this.footage.drafts(tx);
      const clip = drafts.find((each) => each.id === id);
      if (clip === undefined) throw new NotFound('The file');
      const others = [...drafts.filter((each) => each !== clip), ...(await this.footage.sentBefore(tx))];
      return {
        ...this.coached(clip),
        answers: await this.footage.answers(tx, id),
        others: others.map(({ id: other, fileName }) => ({ id: other, fileName })),
      };
    });
  }

  /**
   * Was the clock right, and what does it show now? Either may be left out. A comparison with real time holds for every
   * draft of the same doorbell. @throws NotFound, NotATime
   */
  async answerClock(
    visitor: Visitor,
    id: ClipId,
    right: ClockAnswer | undefined,
    shown: string,
  ): Promise<void> {
    const time = timeOfDay(shown);
    if (time === undefined && shown.trim() !== '') throw new NotATime();
    const check = time === undefined ? undefined : compareClock(time, this.clock.now());
    if (right === undefined && check === undefined) return;
    await this.database.transaction(async (tx) => {
      const drafts = await this.footage.lockDrafts(tx);
      const asked = drafts.find((clip) => clip.id === id);
      if (asked === undefined) throw new NotFound('The file');
      const said = await this.footage.answers(tx, id);
      await this.answer(tx, visitor, asked, said.clockRight === right ? undefined : right, check);
      if (check === undefined) return;
      const alike = drafts.filter((clip) => clip !== asked && sameDoorbell(clip.source, asked.source));
      for (const clip of alike) await this.answer(tx, visitor, clip, undefined, check);
    });
  }

  /** Which doorbell it is from, where the file does not tell. @throws NotFound */
  async sayMake(visitor: Visitor, id: ClipId, make: SaidMake): Promise<void> {
    await this.database.transaction(async (tx) => {
      const clip = (await this.footage.lockDrafts(tx)).find((each) => each.id === id);
      if (clip === undefined) throw new NotFound('The file');
      if (clip.saidMake === make) return;
      await this.footage.addMake(tx, id, make);
      await this.log(tx, visitor, id, { type: 'make-answered', secrets: { make } });
    });
  }

  /** The date and time that the picture itself shows. Nothing typed changes nothing. @throws NotFound, NotAMoment */
  async sayPicture(visitor: Visitor, id: ClipId, typed: TypedMoment): Promise<void> {
    if (isEmptyMoment(typed)) return;
    const moment = typedWall(typed);
    if ('problem' in moment) throw new NotAMoment(moment.problem);
    const time = pictureTime(moment.wall);
    const now = this.clock.now().getTime() + CLOCK_SLACK_MS;
    if (time.readings.some(({ instant }) => Date.parse(instant) > now)) throw new NotAMoment('in-the-future');
    await this.database.transaction(async (tx) => {
      const clip = (await this.footage.lockDrafts(tx)).find((each) => each.id === id);
      if (clip === undefined) throw new NotFound('The file');
      if (clip.times.some(({ source, wall }) => source === time.source && wall === time.wall)) return;
      await this.footage.addTimes(tx, id, [time]);
      await this.log(tx, visitor, id, { type: 'clock-answered', secrets: { picture: moment.wall } });
    });
  }

  /** The clip is a better version of another; null takes that back. Both are kept. @throws NotFound */
  async link(visitor: Visitor, better: ClipId, copy: ClipId | null): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await this.footage.link(tx, better, copy))) throw new NotFound('The file');
      await this.log(tx, visitor, better, { type: 'original-linked', secrets: { replaces: copy } });
    });
  }

  private async answer(
    tx: Transaction,
    visitor: Visitor,
    clip: FootageClip,
    right: ClockAnswer | undefined,
    check: ClockCheck | undefined,
  ): Promise<void> {
    if (right === undefined && check === undefined) return;
    await this.footage.addAnswer(tx, clip.id, right, check);
    const secrets = {
      right: right ?? null,
      shown: check?.shown ?? null,
      offsetSeconds: check?.offsetSeconds ?? null,
    };
    await this.log(tx, visitor, clip.id, { type: 'clock-answered', secrets });
    // A clip that has not been looked into yet gets these times then.
    if (clip.source === null) return;
    const times = clockTimes(clip.times, {
      ...(right && { clockRight: right }),
      ...(check && { clockCheck: check }),
    });
    await this.footage.addTimes(tx, clip.id, times);
  }

  private coached(clip: FootageClip): CoachedClip {
    return {
      ...clip,
      deletion: deletionOf(makeOf(clip), clip.times, retentionsOf(this.config), this.clock.now()),
    };
  }

  private async log(
    tx: Transaction,
    visitor: Visitor,
    id: ClipId,
    said: Statement<'make-answered' | 'clock-answered' | 'original-linked'>,
  ): Promise<void> {
    await this.custody.append(tx, {
      ...said,
      subject: clipSubject(id),
      investigation: visitor.investigationId,
    });
  }
}

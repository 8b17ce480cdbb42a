import { Injectable } from '@nestjs/common';
import {
  SentFootageService,
  TimeChoiceService,
  type KeptTime,
  type LikelyTime,
  type SentFootage,
} from '../../../../features/footage';
import type { ClipId, OfficerId } from '../../../../kernel/ids';
import { deletionWords } from './deletion-words';
import { learnedTimeView, type LearnedView } from './learned-view';
import { asWords, likelyWords, OF_WORDS, TIME_FLAG_WORDS, TIME_SOURCE_WORDS, ZONE_WORDS } from './time-words';

interface ReadingLine {
  /** What a form sends for it. */
  readonly value: string;
  readonly instant: string;
  readonly as: string;
}

interface TimeLine {
  readonly source: string;
  readonly of: string;
  /** For the player: which end of the clip it is. */
  readonly end: boolean;
  readonly wall: string | null;
  readonly zone: string;
  readonly confidence: string;
  readonly plusMinusSeconds: number | null;
  readonly notes: readonly string[];
  readonly readings: readonly ReadingLine[];
  readonly frame: number | null;
}

interface ChoiceLine extends ReadingLine {
  readonly id: number;
  readonly source: string;
  readonly of: string;
  readonly reason: string;
  readonly chosenAt: Date;
}

interface LikelyLine extends ReadingLine {
  readonly of: string;
  /** Which sources share it, in one sentence. */
  readonly why: string;
}

export interface TimesView {
  /** What may be the event's. */
  readonly ofEvent: readonly TimeLine[];
  /** What never is, the upload among it. */
  readonly others: readonly TimeLine[];
  /** Newest first. */
  readonly choices: readonly ChoiceLine[];
  /** The reading to begin with while nobody has chosen; `undefined` where nothing can be read. */
  readonly likely: LikelyLine | undefined;
  readonly learned: LearnedView | undefined;
  /** How long the doorbell's maker keeps its own copy: one sentence each. */
  readonly deletion: readonly string[];
  /** Other versions of the same recording. */
  readonly versions: SentFootage['versions'];
}

const readingLine = (time: KeptTime, reading: KeptTime['readings'][number]): ReadingLine => ({
  value: `${time.id}|${reading.instant}`,
  instant: reading.instant,
  as: asWords(reading, time.readings),
});

const timeLine = (time: KeptTime): TimeLine => ({
  source: TIME_SOURCE_WORDS[time.source],
  of: OF_WORDS[time.of],
  end: time.of === 'end',
  wall: time.wall?.replace('T', ' ') ?? null,
  zone: ZONE_WORDS[time.zone],
  confidence: time.confidence,
  plusMinusSeconds: time.plusMinusSeconds,
  notes: time.flags.map((flag) => TIME_FLAG_WORDS[flag]),
  readings: time.readings.map((each) => readingLine(time, each)),
  frame: time.seen?.frame ?? null,
});

function likelyLine(likely: LikelyTime<KeptTime>): LikelyLine {
  const { candidate, reading, sources } = likely;
  return {
    ...readingLine(candidate, reading),
    of: OF_WORDS[candidate.of],
    why: likelyWords(likely, sources),
  };
}

/** The times of a clip side by side, and what was chosen among them. */
@Injectable()
export class TimeViews {
  constructor(
    private readonly footage: SentFootageService,
    private readonly choices: TimeChoiceService,
  ) {}

  /** @throws NotFound */
  async of(by: OfficerId, id: ClipId): Promise<TimesView> {
    const footage = await this.footage.of(by, id);
    const { times } = footage;
    const choices = await this.choices.of(by, id);
    const learned = await this.choices.learned(by, id);
    return {
      ofEvent: times.filter(({ ofEvent }) => ofEvent).map(timeLine),
      others: times.filter(({ ofEvent }) => !ofEvent).map(timeLine),
      choices: choices.map(({ id: choice, time, reading, reason, chosenAt }) => ({
        ...readingLine(time, reading),
        id: choice,
        source: TIME_SOURCE_WORDS[time.source],
        of: OF_WORDS[time.of],
        reason,
        chosenAt,
      })),
      likely: footage.likely && likelyLine(footage.likely),
      learned: learned && learnedTimeView(learned),
      deletion: deletionWords(footage),
      versions: footage.versions,
    };
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { DiaryService, whenOf, type Incident } from '../../features/diary';
import {
  adviceFor,
  bestTime,
  byUrgency,
  CoachService,
  firstMoment,
  isMake,
  keptBy,
  lossOf,
  makeOf,
  MAKES,
  recogniseSource,
  type CoachedClip,
  type Kept,
  type Loss,
  type Make,
} from '../../features/footage';
import type { Visitor } from '../../features/invitations';
import { SendingService, type Receipt } from '../../features/submissions';
import { CLOCK, type Clock } from '../../kernel/clock';
import { shortOf } from './diary.controller';
import { dayInWords } from './diary-lines';
import { lossLine, makeView, type FirstRow, type MakeView } from './first-view';
import type { Speech } from './speech';

export interface First {
  /** Most urgent first. */
  readonly rows: readonly FirstRow[];
  /** The makes of which something was said or shown, and all the others. */
  readonly known: readonly MakeView[];
  readonly others: readonly MakeView[];
}

/** A recording that may still be had elsewhere. */
interface Wanted {
  readonly loss: Loss;
  readonly moment: Date | null;
  readonly row: (speech: Speech) => Omit<FirstRow, 'line' | 'help'>;
}

/** Entries that have footage of their own, here or sent: by draft clips, and by the numbers on receipts. */
const hasFootage =
  (attached: ReadonlySet<string>, receipts: readonly Receipt[]) =>
  ({ id, number }: Incident): boolean =>
    attached.has(id) ||
    receipts.some(({ incidents }) =>
      incidents.some((sent) => sent.number === number && sent.clips.length > 0),
    );

/** An entry that was only begun asks for nothing. */
const saysSomething = (entry: Incident): boolean => shortOf(entry) !== '' || entry.answers.when !== undefined;

/** Names of sent files are all that is left here of their doorbells. A doubtful one names none. */
function makesOf(drafts: readonly CoachedClip[], receipts: readonly Receipt[]): Make[] {
  const sent = receipts.flatMap(({ clips }) => clips.map(({ fileName }) => recogniseSource(fileName, null)));
  const told = sent.flatMap(({ make, confidence }) => (confidence === 'low' ? [] : [make]));
  const all = new Set([...drafts.map(makeOf), ...told]);
  return MAKES.filter((make) => all.has(make));
}

/** What a doorbell or its maker may remove soon, from what is already known. Nothing is kept of it. */
@Injectable()
export class FirstBoard {
  private readonly kept: Readonly<Record<Make, Kept>>;

  constructor(
    private readonly diary: DiaryService,
    private readonly coach: CoachService,
    private readonly sending: SendingService,
    @Inject(CONFIG) config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.kept = keptBy(config);
  }

  async view(visitor: Visitor, speech: Speech): Promise<First> {
    const { wanted, makes } = await this.wanted(visitor);
    const rows = wanted.map(({ loss, row }) => ({
      ...row(speech),
      line: lossLine(speech, loss),
      help: loss.make === null ? '/help' : `/help/${loss.make}`,
    }));
    const views = (of: readonly Make[]): MakeView[] =>
      of.map((make) => makeView(speech, make, this.kept[make]));
    return { rows, known: views(makes), others: views(MAKES.filter((make) => !makes.includes(make))) };
  }

  /** Where a maker takes requests, and the days to ask for; `undefined`: it takes none, or there is no such make. */
  async request(
    visitor: Visitor,
    make: string,
  ): Promise<
    | { readonly make: Make; readonly asks: NonNullable<Kept['asks']>; readonly moments: readonly Date[] }
    | undefined
  > {
    if (!isMake(make)) return undefined;
    const { asks } = this.kept[make];
    if (asks === null) return undefined;
    const { wanted } = await this.wanted(visitor);
    const moments = wanted.flatMap(({ loss, moment }) =>
      moment !== null && (loss.make === null || loss.make === make) ? [moment] : [],
    );
    return { make, asks, moments };
  }

  private async wanted(visitor: Visitor): Promise<{ wanted: Wanted[]; makes: Make[] }> {
    const drafts = [...(await this.coach.drafts()).values()];
    const receipts = await this.sending.list(visitor);
    const makes = makesOf(drafts, receipts);
    const attached = new Set((await this.diary.attached()).values());
    const has = hasFootage(attached, receipts);
    const entries = (await this.diary.all(visitor)).filter((entry) => saysSomething(entry) && !has(entry));
    const copies = drafts.filter(({ source }) => adviceFor(source) !== undefined);
    const wanted = [
      ...entries.map((entry) => this.ofEntry(entry, makes)),
      ...copies.map((clip) => this.ofCopy(clip, makes)),
    ];
    return { wanted: wanted.sort((one, other) => byUrgency(one.loss, other.loss)), makes };
  }

  private ofEntry(entry: Incident, makes: readonly Make[]): Wanted {
    const now = this.clock.now();
    const when = whenOf(entry, now);
    const { date, time } = when;
    const moment = date === undefined ? null : firstMoment(date, time);
    return {
      moment,
      loss: lossOf(moment, makes, this.kept, now),
      row: (speech) => ({
        name:
          shortOf(entry) ||
          (entry.number === null
            ? speech.t.diary.home.nothingWritten
            : speech.say(speech.t.diary.home.entry, { number: entry.number })),
        href: `/diary/${entry.id}`,
        when:
          moment === null
            ? (dayInWords(speech, when) ?? '')
            : date?.length === 'YYYY-MM'.length
              ? speech.format.month(date)
              : speech.format.date(moment),
        copy: false,
      }),
    };
  }

  private ofCopy(clip: CoachedClip, makes: readonly Make[]): Wanted {
    const moment = bestTime(clip.times)?.earliest ?? null;
    const make = makeOf(clip);
    return {
      moment,
      loss: lossOf(moment, make === null ? makes : [make], this.kept, this.clock.now()),
      row: ({ format }) => ({
        name: clip.fileName,
        href: `/files/${clip.id}/about`,
        when: moment === null ? '' : format.date(moment),
        copy: true,
      }),
    };
  }
}

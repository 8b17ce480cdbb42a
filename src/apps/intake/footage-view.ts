import {
  adviceFor,
  makeOf,
  SAID_MAKES,
  type ClipPage,
  type CoachedClip,
  type Deletion,
  type Make,
  type TimeCandidate,
} from '../../features/footage';
import type { Speech } from './speech';

export interface TimeLine {
  readonly from: string;
  readonly says: string;
  readonly note: string;
}

/** Every different way to read a time, as clocks in the UK show it. */
function says({ t, say, format }: Speech, time: TimeCandidate): string {
  if (time.readings.length === 0)
    return time.wall === null ? '' : format.date(`${time.wall.slice(0, 10)}T12:00:00Z`);
  const moments = [...new Set(time.readings.map(({ instant }) => instant))].sort();
  const days = [...new Set(moments.map((moment) => format.date(moment)))];
  const clocks = (on: string): string =>
    format.either(format.clocks(moments.filter((moment) => format.date(moment) === on)));
  const { on, about } = t.footage.times;
  const all = format.either(days.map((day) => say(on, { day, clocks: clocks(day) })));
  return time.source === 'clock-check' ? say(about, { time: all }) : all;
}

function from({ t }: Speech, time: TimeCandidate): string {
  const { sent, screen, encoded, from: words } = t.footage.times;
  const other = { sending: sent, 'screen-recording': screen, encoding: encoded };
  return time.of in other ? other[time.of as keyof typeof other] : words[time.source];
}

function note({ t }: Speech, time: TimeCandidate): string {
  const { notEvent, bothNote } = t.footage.times;
  if (!time.ofEvent) return notEvent;
  const [first, ...rest] = time.readings;
  return rest.some(({ instant }) => instant !== first?.instant) && time.zone === 'unknown' ? bothNote : '';
}

/** What helps the victim; the officers get every candidate. The time of upload is known. */
const shown = (time: TimeCandidate): boolean =>
  time.source !== 'upload' && time.of !== 'nothing' && time.of !== 'end' && !time.flags.includes('hint-only');

export const timeLines = (speech: Speech, times: readonly TimeCandidate[]): TimeLine[] =>
  times
    .filter(shown)
    .map((time) => ({ from: from(speech, time), says: says(speech, time), note: note(speech, time) }));

export interface AdviceView {
  readonly why: string;
  readonly href: string;
  readonly link: string;
}

export function adviceView({ t, say }: Speech, clip: CoachedClip): AdviceView | undefined {
  const advice = adviceFor(clip.source);
  if (advice === undefined) return undefined;
  const { kind } = advice;
  const make = makeOf(clip);
  const { why, stepsOf, stepsOfAny } = t.footage.advice;
  return {
    why: why[kind],
    href: make === null ? '/help' : `/help/${make}`,
    link: make === null ? stepsOfAny : say(stepsOf, { name: t.makes[make].name }),
  };
}

/** Asked only where the file itself does not tell. */
export const makeChoices = (
  { t }: Speech,
  { source }: CoachedClip,
): readonly { value: string; text: string }[] | undefined =>
  source === null || source.make !== null
    ? undefined
    : SAID_MAKES.map((value) => ({
        value,
        text: value === 'unknown' || value === 'other' ? t.footage.make[value] : t.makes[value].name,
      }));

const nameOf = ({ t }: Speech, make: Make): string => t.makes[make].name;

type Counted = Extract<Deletion, { kind: 'counted' }>;

/** How long a copy is kept that is still there. */
function keptWords(speech: Speech, { make, from: until, daysLeft }: Counted): string {
  const { lastDay, kept } = speech.t.footage.countdown;
  const values = { name: nameOf(speech, make), date: speech.format.date(until) };
  return daysLeft === 0 ? speech.say(lastDay, values) : speech.count(kept, daysLeft, values);
}

/** Sentences, calm ones. */
export function countdownLines(speech: Speech, deletion: Deletion): string[] {
  const { maybeGone, gone, longer, safe, unknown } = speech.t.footage.countdown;
  if (deletion.kind === 'unknown') return [unknown[deletion.because], safe];
  const { state, days, longestDays } = deletion;
  const more = longestDays > days && state !== 'gone' ? [speech.count(longer, longestDays)] : [];
  if (state === 'kept') return [keptWords(speech, deletion), ...more, safe];
  const values = { name: nameOf(speech, deletion.make), date: speech.format.date(deletion.from) };
  return [speech.say(state === 'gone' ? gone : maybeGone, values), ...more, safe];
}

export interface Countdown {
  readonly fileName: string;
  readonly line: string;
}

const MOST_COUNTDOWNS = 5;

/** For the victim's diary: whose copies at the doorbell's maker go soonest. Nothing of those that have gone, and no alarm. */
export function countdowns(speech: Speech, clips: Iterable<CoachedClip>): Countdown[] {
  return [...clips]
    .flatMap(({ fileName, deletion }) =>
      deletion.kind === 'counted' && deletion.state !== 'gone' ? [{ fileName, deletion }] : [],
    )
    .sort((one, other) => one.deletion.from.localeCompare(other.deletion.from))
    .slice(0, MOST_COUNTDOWNS)
    .map(({ fileName, deletion }) => ({ fileName, line: countdownLines(speech, deletion)[0] ?? '' }));
}

/** One line in the list of files; empty when there is nothing that would help. */
export function hintOf(speech: Speech, clip: CoachedClip | undefined): string {
  const advice = adviceFor(clip?.source ?? null);
  if (clip === undefined || advice === undefined) return '';
  const { deletion } = clip;
  const hint = speech.t.footage.advice.hint[advice.kind];
  if (deletion.kind !== 'counted' || deletion.state !== 'kept') return hint;
  return `${hint} ${keptWords(speech, deletion)}`;
}

export interface ClockView {
  /** What the victim said before. */
  readonly saved: readonly string[];
  readonly answer: string;
}

export function clockView(
  { t, say, format }: Speech,
  { answers: { clockRight, clockCheck } }: ClipPage,
): ClockView {
  const { saved, answers, right, fast, slow } = t.footage.clock;
  const lines = clockRight === undefined ? [] : [say(saved, { answer: answers[clockRight] })];
  if (clockCheck !== undefined) {
    const span = format.span(Math.round(Math.abs(clockCheck.offsetSeconds) / 60));
    const exact = Math.abs(clockCheck.offsetSeconds) <= clockCheck.plusMinusSeconds;
    lines.push(exact ? right : say(clockCheck.offsetSeconds > 0 ? fast : slow, { span }));
  }
  return { saved: lines, answer: clockRight ?? '' };
}

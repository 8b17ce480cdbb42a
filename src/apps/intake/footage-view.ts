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
import { formatDate } from '../../platform/http';
import { FOOTAGE } from './texts/footage.en';
import { HELP } from './texts/help.en';

export interface TimeLine {
  readonly from: string;
  readonly says: string;
  readonly note: string;
}

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
});

/** Every different way to read a time, as clocks in the UK show it. */
function says(time: TimeCandidate): string {
  if (time.readings.length === 0)
    return time.wall === null ? '' : formatDate(`${time.wall.slice(0, 10)}T12:00:00Z`);
  const about = time.source === 'clock-check' ? FOOTAGE.times.about : '';
  const moments = [...new Set(time.readings.map(({ instant }) => instant))].sort();
  const days = new Set(moments.map((moment) => formatDate(moment)));
  const clocks = (on: string): string =>
    moments
      .filter((moment) => formatDate(moment) === on)
      .map((moment) => clock.format(new Date(moment)))
      .join(FOOTAGE.times.or);
  return about + [...days].map((day) => `${day}, ${clocks(day)}`).join(FOOTAGE.times.or);
}

function from(time: TimeCandidate): string {
  const { sent, screen, encoded } = FOOTAGE.times;
  const other = { sending: sent, 'screen-recording': screen, encoding: encoded };
  return time.of in other ? other[time.of as keyof typeof other] : FOOTAGE.times.from[time.source];
}

function note(time: TimeCandidate): string {
  if (!time.ofEvent) return FOOTAGE.times.notEvent;
  const [first, ...rest] = time.readings;
  return rest.some(({ instant }) => instant !== first?.instant) && time.zone === 'unknown'
    ? FOOTAGE.times.bothNote
    : '';
}

/** What helps her; the officers get every candidate. The time of upload she knows. */
const shown = (time: TimeCandidate): boolean =>
  time.source !== 'upload' && time.of !== 'nothing' && time.of !== 'end' && !time.flags.includes('hint-only');

export const timeLines = (times: readonly TimeCandidate[]): TimeLine[] =>
  times.filter(shown).map((time) => ({ from: from(time), says: says(time), note: note(time) }));

export interface AdviceView {
  readonly why: string;
  readonly href: string;
  readonly link: string;
}

export function adviceView(clip: CoachedClip): AdviceView | undefined {
  const advice = adviceFor(clip.source);
  if (advice === undefined) return undefined;
  const { kind } = advice;
  const make = makeOf(clip);
  const { why, stepsOf, stepsOfAny } = FOOTAGE.advice;
  return {
    why: why[kind],
    href: make === null ? '/help' : `/help/${make}`,
    link: make === null ? stepsOfAny : stepsOf(HELP[make].name),
  };
}

/** Asked only where the file itself does not tell. */
export const makeChoices = ({
  source,
}: CoachedClip): readonly { value: string; text: string }[] | undefined =>
  source === null || source.make !== null
    ? undefined
    : SAID_MAKES.map((value) => ({
        value,
        text: value === 'unknown' || value === 'other' ? FOOTAGE.make[value] : HELP[value].name,
      }));

const nameOf = (make: Make): string => HELP[make].name;

/** Sentences, calm ones. */
export function countdownLines(deletion: Deletion): string[] {
  const { kept, maybeGone, gone, longer, safe, unknown } = FOOTAGE.countdown;
  if (deletion.kind === 'unknown') return [unknown[deletion.because], safe];
  const { make, state, days, longestDays } = deletion;
  const date = formatDate(deletion.from);
  const more = longestDays > days && state !== 'gone' ? [longer(longestDays)] : [];
  if (state === 'kept') return [kept(deletion, nameOf(make), date), ...more, safe];
  return [state === 'gone' ? gone(nameOf(make)) : maybeGone(nameOf(make), date), ...more, safe];
}

export interface Countdown {
  readonly fileName: string;
  readonly line: string;
}

const MOST_COUNTDOWNS = 5;

/** For her diary: whose copies at the doorbell's maker go soonest. Nothing of those that have gone, and no alarm. */
export function countdowns(clips: Iterable<CoachedClip>): Countdown[] {
  return [...clips]
    .flatMap(({ fileName, deletion }) =>
      deletion.kind === 'counted' && deletion.state !== 'gone' ? [{ fileName, deletion }] : [],
    )
    .sort((one, other) => one.deletion.from.localeCompare(other.deletion.from))
    .slice(0, MOST_COUNTDOWNS)
    .map(({ fileName, deletion }) => ({ fileName, line: countdownLines(deletion)[0] ?? '' }));
}

/** One line in the list of her files; empty when there is nothing that would help her. */
export function hintOf(clip: CoachedClip | undefined): string {
  const advice = adviceFor(clip?.source ?? null);
  if (clip === undefined || advice === undefined) return '';
  const { deletion } = clip;
  const soon =
    deletion.kind === 'counted' && deletion.state === 'kept'
      ? ` ${FOOTAGE.countdown.kept(deletion, nameOf(deletion.make), formatDate(deletion.from))}`
      : '';
  return FOOTAGE.advice.hint[advice.kind] + soon;
}

export interface ClockView {
  /** What she said before. */
  readonly saved: readonly string[];
  readonly answer: string;
}

export function clockView({ answers: { clockRight, clockCheck } }: ClipPage): ClockView {
  const { saved, answers, right, off } = FOOTAGE.clock;
  const lines = clockRight === undefined ? [] : [saved(answers[clockRight])];
  if (clockCheck !== undefined) {
    const minutes = Math.round(Math.abs(clockCheck.offsetSeconds) / 60);
    const exact = Math.abs(clockCheck.offsetSeconds) <= clockCheck.plusMinusSeconds;
    lines.push(exact ? right : off(minutes, clockCheck.offsetSeconds > 0 ? 'ahead' : 'behind'));
  }
  return { saved: lines, answer: clockRight ?? '' };
}

import { stamp, type NameTime } from './name-time';

/** Why the camera says that it recorded. */
export const TRIGGERS = ['person', 'vehicle', 'animal', 'schedule', 'motion', 'doorbell'] as const;
export type Trigger = (typeof TRIGGERS)[number];

export interface ReolinkName {
  readonly times: readonly NameTime[];
  readonly stream: 'main' | 'sub' | 'unknown';
  readonly triggers: readonly Trigger[];
}

/** Bits of the flags, counted from the left. As cameras' owners have found them out; the maker has published nothing. */
const CAMERA: Readonly<Record<Trigger, number>> = {
  person: 17,
  vehicle: 19,
  animal: 20,
  schedule: 23,
  motion: 24,
  doorbell: 26,
};
/** Version 2 of the hub has one bit more before the last three. */
const HUB_2: Readonly<Record<Trigger, number>> = { ...CAMERA, schedule: 24, motion: 25, doorbell: 27 };

function triggersOf(hex: string, layout: Readonly<Record<Trigger, number>>): Trigger[] {
  const bits = Array.from(hex, (digit) => parseInt(digit, 16).toString(2).padStart(4, '0')).join('');
  return TRIGGERS.filter((trigger) => bits[layout[trigger]] === '1');
}

const CLIP =
  /(?:^|_)Rec([MS])(\d{2})_(DST)?(\d{8})_(\d{6})_(\d{6})((?:_\d{1,5}){0,3})_([0-9A-F]{7,14})_([0-9A-F]{1,10})(?:\.|$)/i;
const IN_UTC = /(?:^|_)Rec_(\d{8})_(\d{6})_\d{1,5}_M(?:\.|$)/i;

const nextDay = (wall: string): string =>
  new Date(Date.parse(`${wall}Z`) + 86_400_000).toISOString().slice(0, 19);

/** The end; a clip that runs over midnight ends on the next day. `000000` is written when there is no end yet. */
function endOf(date: string, time: string, start: NameTime | undefined, summerMark: boolean): NameTime[] {
  if (time === '000000') return [];
  return stamp(date, time, 'device-local', 'end').map((end) =>
    'wall' in end && start !== undefined && 'wall' in start
      ? { ...end, summerMark, wall: end.wall < start.wall ? nextDay(end.wall) : end.wall }
      : end,
  );
}

/** What a name of Reolink says: start, end, stream and trigger; `undefined` for other names. */
export function reolinkName(name: string): ReolinkName | undefined {
  const utc = IN_UTC.exec(name);
  if (utc !== null) return { times: stamp(utc[1], utc[2], 'UTC'), stream: 'unknown', triggers: [] };
  const clip = CLIP.exec(name);
  if (clip === null) return undefined;
  const [, stream = '', version = '', dst, date = '', from = '', to = '', middle = '', flags = ''] = clip;
  const summerMark = dst !== undefined;
  const [start] = stamp(date, from, 'device-local').map((time): NameTime => ({ ...time, summerMark }));
  const hub = middle.split('_').length === 4;
  return {
    times: [...(start === undefined ? [] : [start]), ...endOf(date, to, start, summerMark)],
    stream: stream.toUpperCase() === 'M' ? 'main' : 'sub',
    triggers: triggersOf(flags, hub && version === '02' ? HUB_2 : CAMERA),
  };
}

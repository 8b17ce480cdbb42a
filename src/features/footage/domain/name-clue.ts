import type { Make } from './make';
import { anyStamp, counted, stamp, type Meaning, type NameTime } from './name-time';
import { reolinkName, type ReolinkName } from './reolink';

export type NameKind =
  | Make
  | 'iphone-library'
  | 'android-camera'
  | 'whatsapp'
  | 'screen-recording'
  | 'edited'
  | 'unknown';

/** What a file's name suggests. */
export interface NameClue {
  readonly kind: NameKind;
  readonly confidence: 'high' | 'medium' | 'low';
  readonly times: readonly NameTime[];
  readonly reolink?: ReolinkName;
}

type Rule = (name: string) => NameClue | undefined;

/** A rule of one pattern. */
const rule =
  (
    kind: NameKind,
    pattern: RegExp,
    confidence: NameClue['confidence'],
    times: (groups: readonly (string | undefined)[], name: string) => NameTime[],
  ): Rule =>
  (name) => {
    const found = pattern.exec(name);
    return found === null ? undefined : { kind, confidence, times: times(found, name) };
  };

const WHOLE = '(?: ?\\(\\d+\\))?\\.[a-z0-9]{2,4}$';
const whole = (pattern: string): RegExp => new RegExp(`^${pattern}${WHOLE}`, 'i');
const isoDay = (day = ''): string => day.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
const seconds = (text = '', of: Meaning = 'start'): NameTime[] => counted(Number(text) * 1_000, of);
/** The upper 32 bits of Ring's 19 digits look like seconds since 1970: nobody has confirmed it. */
const ringId = (text = ''): NameTime[] =>
  counted(Number(BigInt(text) >> 32n) * 1_000).map((time) => ({ ...time, hint: true }));
const none = (): NameTime[] => [];

const COPIES: readonly Rule[] = [
  // The day of sending, in whatever zone the phone had; no time.
  rule('whatsapp', /(?:^|[^a-z])(?:VID|IMG)-(\d{8})-WA\d{4}/i, 'high', ([, day]) =>
    stamp(day, '000000', 'unknown').length === 0
      ? []
      : [{ of: 'sending', zone: 'unknown', day: isoDay(day) }],
  ),
  rule('whatsapp', /^WhatsApp (?:Video|Image) /i, 'high', (_, name) =>
    anyStamp(name, 'device-local', 'sending'),
  ),
  rule('screen-recording', /^RPReplay_Final(\d{10})?/i, 'high', ([, epoch]) =>
    seconds(epoch, 'screen-recording'),
  ),
  rule(
    'screen-recording',
    /^ScreenRecording_(\d{2})-(\d{2})-(\d{4})[ _](\d{2})-(\d{2})-(\d{2})/i,
    'high',
    (found) => {
      const [, month = '', day = '', year = '', hour = '', minute = '', second = ''] = found;
      return stamp(year + month + day, hour + minute + second, 'device-local', 'screen-recording');
    },
  ),
  rule(
    'screen-recording',
    /^(?:Screen[ _-]?Record(?:ing|er)?[ _-]|screen-\d|XRecorder|AZRecorder)/i,
    'high',
    (_, name) => anyStamp(name, 'device-local', 'screen-recording'),
  ),
];

const MADE_BY_AN_EDITOR =
  /capcut|inshot|kinemaster|youcut|filmora|^lv_\d_\d|^VN_?\d{8}|FullSizeRender|online-video-cutter/i;
const EDITED =
  /(?:^|[^a-z])(trim(med)?|edit(ed)?|cut|crop(ped)?|clipped|compress(ed)?|convert(ed)?|merged?|slowed|enhanced)(?:[^a-z]|$)/i;
const EDITS: readonly Rule[] = [
  rule('edited', MADE_BY_AN_EDITOR, 'high', (_, name) => anyStamp(name, 'device-local', 'encoding')),
  rule('edited', EDITED, 'medium', none),
];

const VENDORS: readonly Rule[] = [
  rule('ring', /^RingVideo_(\d{8})_(\d{6})/i, 'high', ([, day, time]) => stamp(day, time, 'unknown')),
  rule('ring', /(?:^|[^a-z])ring(?=[^a-z]|video|doorbell|$)/i, 'medium', (_, name) =>
    anyStamp(name, 'unknown'),
  ),
  (name) => {
    const reolink = reolinkName(name);
    return reolink && { kind: 'reolink', confidence: 'high', times: reolink.times, reolink };
  },
  rule('reolink', /reolink/i, 'medium', (_, name) => anyStamp(name, 'device-local')),
  rule('tapo', /^(\d{8})_(\d{6})_tp\d{5}/i, 'high', ([, day, time]) => stamp(day, time, 'device-local')),
  rule('tapo', /(?:^|[^a-z])(tapo|tp-?link)(?:[^a-z]|$)/i, 'medium', (_, name) =>
    anyStamp(name, 'device-local'),
  ),
  // The names in its backup folder are in UTC, says the maker.
  rule('blink', /(?:^|[^a-z])blink/i, 'medium', (_, name) => anyStamp(name, 'UTC')),
  rule('blink', /^\d{2}-\d{2}-\d{2}_.+_\d{3}\.mp4$/i, 'low', none),
  rule('nest', /(?:^|[^a-z])(google[ _-]?(home|nest)|nest)(?=[^a-z]|cam|doorbell|$)/i, 'medium', (_, name) =>
    anyStamp(name, 'unknown'),
  ),
  rule('eufy', /eufy/i, 'medium', (_, name) => anyStamp(name, 'device-local')),
  rule('eufy', /^T8\d{2,3}[A-Z0-9]{8,}/, 'low', (_, name) => anyStamp(name, 'device-local')),
  rule('arlo', /(?:^|[^a-z])arlo/i, 'medium', (_, name) => anyStamp(name, 'unknown')),
];

/** Names of nothing but digits: plausible only when they are a time. */
const DIGITS: readonly Rule[] = [
  rule('ring', whole('(\\d{19})'), 'low', ([, digits]) => ringId(digits)),
  rule('arlo', whole('(\\d{13})'), 'medium', ([, digits]) => counted(Number(digits))),
];

const PHONES: readonly Rule[] = [
  // Google's phones write UTC, and thousandths.
  rule('android-camera', /^PXL_(\d{8})_(\d{6})\d{3}/i, 'high', ([, day, time]) => stamp(day, time, 'UTC')),
  rule('android-camera', /^(?:VID|IMG)_(\d{8})_(\d{6})/i, 'medium', ([, day, time]) =>
    stamp(day, time, 'device-local'),
  ),
  rule('android-camera', whole('(\\d{8})_(\\d{6})'), 'low', ([, day, time]) =>
    stamp(day, time, 'device-local'),
  ),
  rule('iphone-library', /^IMG_[E]?\d{4}\.(mov|mp4|m4v)$/i, 'medium', none),
];

const plausible = (clue: NameClue | undefined): NameClue | undefined =>
  clue === undefined || clue.times.length === 0 ? undefined : clue;

/** The makers' names alone: an edited file often still carries one. */
export function vendorClue(name: string): NameClue | undefined {
  const [first] = VENDORS.flatMap((each) => each(name) ?? []);
  return first ?? DIGITS.map((each) => plausible(each(name))).find((clue) => clue !== undefined);
}

/** What the name of a file suggests: copies and edits first, for they may carry a maker's name as well. Never throws. */
export function nameClue(name: string): NameClue {
  const [copy] = [...COPIES, ...EDITS].flatMap((each) => each(name) ?? []);
  const [phone] = PHONES.flatMap((each) => each(name) ?? []);
  const known = copy ?? vendorClue(name) ?? phone;
  return known ?? { kind: 'unknown', confidence: 'low', times: anyStamp(name, 'unknown') };
}

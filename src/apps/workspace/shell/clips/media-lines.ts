import { isArchive } from '../../../../features/footage';
import type { JsonObject, JsonValue } from '../../../../kernel/json';

export interface MediaLine {
  readonly name: string;
  readonly value: string;
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: JsonValue | undefined): string | undefined =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined;

/** `14.98`, or `undefined` for a ratio that says nothing. */
function rateOf(value: JsonValue | undefined): number | undefined {
  if (!isObject(value)) return undefined;
  const { num, den } = value;
  return typeof num === 'number' && typeof den === 'number' && num > 0 && den > 0 ? num / den : undefined;
}

const plain = (rate: number): string => String(Math.round(rate * 100) / 100);

/** Cameras save frames when nothing moves: where the two rates differ, frames are not evenly spaced. */
function frameRate(video: JsonObject): string | undefined {
  const [average, nominal] = [rateOf(video['averageRate']), rateOf(video['nominalRate'])];
  if (average === undefined) return undefined;
  const varies = nominal !== undefined && Math.abs(nominal - average) > 0.01 * nominal;
  return `${plain(average)} a second on average${varies ? `, ${plain(nominal)} nominal: frames are not evenly spaced` : ''}`;
}

function codecOf(stream: JsonObject): string {
  const [codec, profile, tag] = [text(stream['codec']), text(stream['profile']), text(stream['tag'])];
  return [codec ?? '?', profile, tag === undefined ? undefined : `tag ${tag}`]
    .filter((part) => part !== undefined)
    .join(', ');
}

function pictureLines(video: JsonObject): [string, string | undefined][] {
  const turn = video['rotation'];
  const shape = rateOf(video['sar']);
  return [
    ['Picture', `${text(video['width']) ?? '?'} × ${text(video['height']) ?? '?'}, ${codecOf(video)}`],
    ['Frames', text(video['frameCount'])],
    ['Frame rate', frameRate(video)],
    ['Turned for display', typeof turn === 'number' && turn !== 0 ? `${turn}° clockwise` : undefined],
    ['Mirrored for display', video['mirrored'] === true ? 'yes, as the file asks for' : undefined],
    ['Shape of a pixel', shape === undefined || shape === 1 ? undefined : `${plain(shape)} : 1`],
    ['Wide brightness range', text(video['hdr'])?.toUpperCase()],
  ];
}

function soundOf(audio: JsonObject): string {
  const [rate, channels] = [text(audio['sampleRate']), text(audio['channels'])];
  const more = [
    rate === undefined ? undefined : `${rate} Hz`,
    channels === undefined ? undefined : channels === '1' ? 'one channel' : `${channels} channels`,
  ].filter((part) => part !== undefined);
  return [codecOf(audio), ...more].join(', ');
}

/** `2026-07-14 21:03:05 +01:00`, as the camera wrote it. */
function takenWords(taken: JsonValue | undefined): string | undefined {
  if (!isObject(taken)) return undefined;
  const wall = text(taken['wall'])?.replace('T', ' ');
  return wall === undefined
    ? undefined
    : `${wall} ${text(taken['offset']) ?? 'by the clock of the device'}, as the camera wrote it`;
}

function photoLines({
  width,
  height,
  mime,
  orientation,
  frames,
  taken,
}: JsonObject): [string, string | undefined][] {
  return [
    ['Picture', `${text(width) ?? '?'} × ${text(height) ?? '?'}, ${text(mime) ?? '?'}`],
    ['Orientation', orientation === 1 ? undefined : `${text(orientation) ?? '?'} of Exif’s eight`],
    ['Pictures of the animation', frames === 1 ? undefined : text(frames)],
    ['Taken', takenWords(taken)],
  ];
}

function recordingLines({ video, audio, duration, container }: JsonObject): [string, string | undefined][] {
  return [
    ['Length', typeof duration === 'number' ? `${duration.toFixed(2)} seconds` : undefined],
    ...(isObject(video) ? pictureLines(video) : []),
    ['Sound', isObject(audio) ? soundOf(audio) : isObject(video) ? 'none' : undefined],
    ['Container', text(container)],
  ];
}

/** What the original says of itself, in lines for people; the API gives all of it. */
export function mediaLines(media: JsonObject | null): MediaLine[] {
  if (media === null) return [];
  const isPicture = media['kind'] === 'picture';
  const cut = `The file ends before its ${isPicture ? 'picture' : 'recording'} does: the rest is not in it. Ask for the original.`;
  const lines: [string, string | undefined][] = [
    ['Cut short', media['cutShort'] === true ? cut : undefined],
    ...(isPicture ? photoLines(media) : recordingLines(media)),
  ];
  return lines.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

/** @param type what the first bytes of the file look like */
export function archiveLines(fileName: string, type: string | null): MediaLine[] {
  const value =
    'a folder packed into one file. It is kept as it came, and not opened here. The sender’s page asks for the clips that are in it.';
  return isArchive(fileName, type ?? '') ? [{ name: 'Archive', value }] : [];
}

import type { JsonObject, JsonValue } from '../../kernel/json';

const STREAM_WORDS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  picture: ['cover picture', 'cover pictures'],
  video: ['further picture', 'further pictures'],
  audio: ['further sound', 'further sounds'],
  subtitle: ['stream of subtitles', 'streams of subtitles'],
  data: ['stream of data', 'streams of data'],
  attachment: ['attachment', 'attachments'],
};

/** Packets that coders of sound put before the first that is heard: no recording is hidden there. */
const PRIMING = 3;

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
const frames = (count: number, rest: readonly [one: string, many: string]): string =>
  `${counted(count, 'frame', 'frames')} ${count === 1 ? rest[0] : rest[1]}`;

/** What is not in the viewing copy although it is in the original, stream by stream. */
function unshown(value: JsonValue | undefined): string[] {
  const kinds = new Map<string, number>();
  const streams: readonly JsonValue[] = Array.isArray(value) ? value : [];
  for (const each of streams) {
    const kind = isObject(each) && typeof each['kind'] === 'string' ? each['kind'] : 'unknown';
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return [...kinds].map(([kind, count]) => {
    const [one, many] = STREAM_WORDS[kind] ?? ['stream of another kind', 'streams of another kind'];
    return `${counted(count, one, many)} of the file ${count === 1 ? 'is' : 'are'} not shown; the original has ${count === 1 ? 'it' : 'them'}.`;
  });
}

/**
 * Where every frame of an original has gone, in sentences: how many the viewing copy shows, and what of them is hidden,
 * cannot be decoded, is missing or repeated. Empty where nothing was counted.
 */
export function accountedWords(value: JsonValue | undefined): string[] {
  if (!isObject(value)) return [];
  const of = (name: string): number => {
    const count = value[name];
    return typeof count === 'number' ? count : 0;
  };
  const [before, after, between] = [of('hiddenBefore'), of('hiddenAfter'), of('hiddenBetween')];
  const [shown, undecodable, missing] = [of('shown'), of('undecodable'), of('missing')];
  const all = shown + before + after + between + undecodable + missing;
  const hider = value['by'] === 'edit-list' ? 'the file’s own edit list' : 'the file itself';
  const hidden = (count: number, where: string): string[] =>
    count === 0
      ? []
      : [
          `${counted(count, 'frame', 'frames')} ${where} ${count === 1 ? 'is' : 'are'} hidden by ${hider}; the original has ${count === 1 ? 'it' : 'them'}.`,
        ];
  const some = (count: number, one: string, many: string): string[] =>
    count === 0 ? [] : [`${frames(count, [one, many])}.`];
  const sound = of('soundHiddenSeconds');
  return [
    ...(all === 0
      ? []
      : [`${shown} of ${counted(all, 'frame', 'frames')} ${shown === 1 ? 'is' : 'are'} shown.`]),
    ...hidden(before, 'before the start'),
    ...hidden(after, 'after the end'),
    ...hidden(between, 'in between'),
    ...some(undecodable, 'could not be decoded', 'could not be decoded'),
    ...some(
      missing,
      'is promised by the index and not in the file, which breaks off',
      'are promised by the index and not in the file, which breaks off',
    ),
    ...some(
      of('repeated'),
      'is given twice by the file itself, and shown twice',
      'are given twice by the file itself, and shown twice',
    ),
    ...(of('soundHidden') > PRIMING
      ? [
          `${sound.toFixed(1)} seconds of sound before the start are hidden by ${hider}; the original has them.`,
        ]
      : []),
    ...unshown(value['notShown']),
  ];
}

import type { TimedLine } from './lines';

const two = (number: number): string => String(number).padStart(2, '0');

/** `00:01:02.345` (WebVTT, section 4.1: hours are written always). */
export function timestamp(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const clock = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  return `${clock}.${String(ms % 1_000).padStart(3, '0')}`;
}

/** Of cue text and annotations: `-->` can be none of its words then, either. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function payload({ speaker, words, language, translation }: TimedLine): string {
  const voice = speaker === '' ? '' : `<v ${escaped(speaker)}>`;
  const said = language === '' ? escaped(words) : `<lang ${language}>${escaped(words)}</lang>`;
  return `${voice}${said}${translation === '' ? '' : `\n<i>${escaped(translation)}</i>`}`;
}

const SIGNATURE = 'WEBVTT\n';

/** The lines as WebVTT (W3C). Each text is on one line already, so that no blank line ends a cue too early. */
export const webVtt = (lines: readonly TimedLine[]): string =>
  SIGNATURE +
  lines.map((line) => `\n${timestamp(line.start)} --> ${timestamp(line.end)}\n${payload(line)}\n`).join('');

/** The same with a head in a comment: without that block it is byte for byte what was given. */
export function withHead(captions: string, head: readonly string[]): string {
  const comment = head.map((line) => line.replaceAll('-->', '-- >')).filter((line) => line !== '');
  return `${SIGNATURE}\nNOTE\n${comment.join('\n')}\n${captions.slice(SIGNATURE.length)}`;
}

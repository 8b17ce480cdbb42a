import { stat } from 'node:fs/promises';
import { DECODER_GUARD, inputGuards, mayDecode } from './allow-lists';
import { endIsMissing } from './ending';
import {
  undecodable,
  type FileFacts,
  type MediaFacts,
  type Undecodable,
  type UndecodableCode,
} from './facts';
import { ToolFailed } from './errors';
import { ffprobe } from './ffprobe';
import { scanPackets } from './packets';
import { PictureProbe } from './picture-probe';
import { isPhotograph } from './photograph';
import { complaint, reasonOf } from './probe-reasons';
import { parseProbe, readFacts, type Output } from './probe-output';
import type { Sandbox } from './sandbox';
import { CLIP } from './sandbox-arguments';
import type { MediaSettings } from './settings';
import { sniffFile } from './sniff';
import { patience, type WatchOptions } from './watchdog';

/** Demuxers of files that say how long they are. */
const SAYS_ITS_LENGTH = /^(mov,|avi$|matroska,|flv$)/;
/** Packets in which a first frame is looked for. Nearly always one of the first few gives it: of 4K each takes a fifth of a second. */
const [FEW, TRIED] = [4, 64];

/** So ffprobe says why it could not even open the file, which it would say again. */
const isUnopened = ({ stderr }: ToolFailed): boolean => stderr.some((line) => line.startsWith(`${CLIP}: `));

type Caps = Pick<MediaSettings, 'maxStreams' | 'maxPixels' | 'maxSeconds' | 'maxPackets'>;

/** What is refused after the first probe, before anything is decoded for showing; null when nothing is. */
export function beyondCaps(facts: Omit<MediaFacts, 'decodable'>, caps: Caps): UndecodableCode | null {
  if (facts.streams.length > caps.maxStreams) return 'too-many-streams';
  if (facts.video !== null && facts.video.width * facts.video.height > caps.maxPixels) return 'too-large';
  if ((facts.duration ?? 0) > caps.maxSeconds) return 'too-long';
  if ((facts.video?.frameCount ?? 0) > caps.maxPackets) return 'too-costly';
  const first = facts.video ?? facts.audio;
  if (first === null) return 'no-streams';
  return mayDecode(first.codec) ? null : 'codec-refused';
}

/** Reads what a file says of itself and decodes a first frame. */
export class Probe {
  private readonly pictures: PictureProbe;

  constructor(
    private readonly sandbox: Sandbox,
    private readonly settings: MediaSettings,
  ) {
    this.pictures = new PictureProbe(sandbox, settings);
  }

  /**
   * A file that cannot be decoded is an answer, not an error.
   * @throws SandboxUnavailable, ToolMissing, the signal's reason when cancelled
   */
  async read(path: string, signal?: AbortSignal): Promise<FileFacts> {
    const { kind, mime } = await sniffFile(path);
    if (kind === 'empty') return undecodable('empty');
    if (kind === 'list') return undecodable('format-refused');
    if (kind === 'text') return undecodable('not-media');
    if (isPhotograph(mime)) return this.pictures.read(path, mime, signal);
    if (kind === 'image') return undecodable('picture-refused');
    try {
      return await this.decode(path, signal);
    } catch (error) {
      return undecodable(reasonOf(error, 'not-media'));
    }
  }

  private async decode(path: string, signal?: AbortSignal): Promise<MediaFacts | Undecodable> {
    const output = (await this.atOnce(path, signal)) ?? (await this.header(path, [], signal));
    if (output === null) return undecodable('not-media');
    const facts = readFacts(output, (await stat(path)).size);
    const refused = beyondCaps(facts, this.settings);
    if (refused !== null) return undecodable(refused);
    const index = (facts.video ?? facts.audio)?.index;
    const shown = output.frames.some(({ stream_index: stream }) => stream === index);
    const missing = shown ? null : await this.firstFrame(path, facts, signal);
    if (missing !== null) return undecodable(missing);
    // Its first frame may be there all the same.
    const cutShort = SAYS_ITS_LENGTH.test(facts.container) && (await endIsMissing(path));
    return { ...facts, ...(cutShort && { cutShort }), decodable: true };
  }

  /**
   * The header and what the first packets give, which is all that most recordings need: a program takes far longer to start than to
   * read them. Every decoder that it opens is on the list; where a stream needs another, which nothing would decode, or anything is
   * amiss, one thing is asked after the other.
   */
  private async atOnce(path: string, signal?: AbortSignal): Promise<Output | null> {
    const frames = ['-read_intervals', `%+#${FEW}`, '-show_entries', 'frame=stream_index'];
    try {
      return await this.header(path, [...DECODER_GUARD, ...frames], signal);
    } catch (error) {
      const maySayMore = error instanceof ToolFailed && error.ending === 'failed' && !isUnopened(error);
      if (maySayMore) return null;
      throw error;
    }
  }

  private async header(
    path: string,
    options: readonly string[],
    signal?: AbortSignal,
  ): Promise<Output | null> {
    const said: string[] = [];
    await this.run(path, [...options, '-show_format', '-show_streams'], (line) => said.push(line), {
      signal,
    });
    return parseProbe(said.join('\n'));
  }

  /**
   * Tries the first packets of the picture, or of the sound; null when a frame came out. Where the index hides them (a
   * film that was trimmed without coding it anew), the first that are to be shown.
   */
  private async firstFrame(
    path: string,
    facts: Omit<MediaFacts, 'decodable'>,
    signal?: AbortSignal,
  ): Promise<UndecodableCode | null> {
    const index = (facts.video ?? facts.audio)?.index ?? 0;
    try {
      if ((await this.decodes(path, index, FEW, signal)) === null) return null;
      const first = await this.decodes(path, index, TRIED, signal);
      if (first === null || first !== 'no-picture') return first;
      const watch = { signal, stallMs: this.stallMs };
      const scan = await scanPackets(this.sandbox, path, facts.container, this.settings, watch);
      const { packets = 0, frames } = scan.streams.get(index) ?? {};
      const hidden = frames?.hidden ?? 0;
      if (hidden === 0) return first;
      return hidden === packets ? 'all-hidden' : await this.decodes(path, index, hidden + TRIED, signal);
    } catch (error) {
      return reasonOf(error, 'no-picture');
    }
  }

  /** @returns null when a frame came out of the first `packets` @throws ToolFailed */
  private async decodes(
    path: string,
    stream: number,
    packets: number,
    signal?: AbortSignal,
  ): Promise<UndecodableCode | null> {
    let frames = 0;
    const options = [
      ...['-select_streams', String(stream), '-read_intervals', `%+#${packets}`],
      ...['-show_entries', 'frame=media_type'],
    ];
    const count = (line: string): void => void (frames += line.includes('"media_type"') ? 1 : 0);
    const said = await this.run(path, options, count, {
      signal,
      stallMs: patience(this.stallMs, Math.max(0, packets - TRIED)),
      mostBytes: Infinity,
    });
    return frames > 0 ? null : (complaint(said) ?? 'no-picture');
  }

  private get stallMs(): number {
    return this.settings.stallSeconds * 1_000;
  }

  private async run(
    path: string,
    options: readonly string[],
    onLine: (line: string) => void,
    watch: Partial<WatchOptions>,
  ): Promise<readonly string[]> {
    // One stream more than allowed may be seen, so that the excess can be named.
    const guards = inputGuards({ ...this.settings, maxStreams: this.settings.maxStreams + 1 });
    const all = ['-v', 'error', '-threads', '1', ...guards, '-of', 'json', ...options];
    return (await ffprobe(this.sandbox, path, all, { stallMs: this.stallMs, ...watch }, onLine)).lines;
  }
}

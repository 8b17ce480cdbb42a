import { spanOf, type FrameList, type Span } from './frame-list';
import { scanPackets, type PacketScan } from './packets';
import type { Sandbox } from './sandbox';
import type { MediaSettings } from './settings';
import type { WatchOptions } from './watchdog';

/** A file's index, read without decoding. */
export interface MediaIndex {
  readonly video: FrameList | null;
  readonly audio: Span | null;
  /** Frames promised, among them those beyond the end of a file that was cut. */
  readonly declared: number;
  /** Of every stream, shown or not. */
  readonly scan: PacketScan;
}

/** What of the facts the index needs. */
export interface Streams {
  readonly container: string;
  readonly video: { readonly index: number; readonly frameCount: number | null } | null;
  readonly audio: { readonly index: number } | null;
}

const CUT = /partial file|invalid data|truncat/i;

/** @throws ToolFailed; SandboxUnavailable; the signal's reason */
export async function readIndex(
  sandbox: Sandbox,
  path: string,
  { container, video, audio }: Streams,
  settings: MediaSettings,
  watch: WatchOptions,
): Promise<MediaIndex> {
  const scan = await scanPackets(sandbox, path, container, settings, watch);
  const picture = video === null ? undefined : scan.streams.get(video.index);
  const sound = audio === null ? undefined : scan.streams.get(audio.index);
  const found = (picture?.frames.times.length ?? 0) + (picture?.untimed ?? 0);
  const cut = scan.complaints.some((line) => CUT.test(line));
  const promised = (video?.frameCount ?? 0) - (picture?.frames.hidden ?? 0);
  return {
    video: picture?.frames ?? null,
    audio: sound === undefined ? null : spanOf(sound.frames),
    declared: cut ? Math.max(found, promised) : found,
    scan,
  };
}

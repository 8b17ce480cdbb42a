import type { MediaFacts } from './facts';
import type { FrameList } from './frame-list';
import type { PacketScan } from './packets';

/** A stream of which the viewing copy shows nothing. */
export interface UnshownStream {
  readonly kind: string;
  readonly codec: string | null;
  readonly packets: number;
}

/**
 * Where every packet of the original has gone. Of the picture:
 * `packets + extra = shown + hiddenBefore + hiddenAfter + hiddenBetween + undecodable + reference`. Plain JSON.
 */
export interface Accounted {
  /** Who hides what is hidden: an edit list (ISO 14496-12 section 8.6.6), or marks of another container. */
  readonly by: 'edit-list' | 'container';
  /** Of the picture; 0 without one. */
  readonly packets: number;
  /** Frames that the decoder gave, all of which the viewing copy shows. */
  readonly shown: number;
  readonly hiddenBefore: number;
  readonly hiddenAfter: number;
  readonly hiddenBetween: number;
  readonly undecodable: number;
  /** Packets that hold no picture of their own: others are decoded by them, or they are the second half of one. */
  readonly reference: number;
  /** Frames that came beyond one for each packet. */
  readonly extra: number;
  /** Packets that the container gives twice. They are among those that are shown. */
  readonly repeated: number;
  /** Promised by the index and beyond the end of the file. */
  readonly missing: number;
  readonly soundPackets: number;
  readonly soundHidden: number;
  /** Seconds of sound before its first that is heard. */
  readonly soundHiddenSeconds: number;
  readonly notShown: readonly UnshownStream[];
}

interface Found {
  readonly facts: MediaFacts;
  readonly scan: PacketScan;
  /** What the decoder gave; null without a picture. */
  readonly source: FrameList | null;
  /** Frames that the index promises to show, among them those beyond the end of the file. */
  readonly declared: number;
  /** ffmpeg complained while it decoded. */
  readonly complained: boolean;
}

/** Codings whose packets may be there only to decode others by. */
const WITH_REFERENCES = new Set(['vp8', 'vp9', 'av1']);

/** A packet for each field: two make a picture (ITU-T H.264 section 7.4.1.2.4). */
const ofFields = (codec: string, packets: number, frames: number): boolean =>
  codec === 'h264' && frames > 0 && Math.abs(packets - 2 * frames) <= 1;

export function accountFor({ facts, scan, source, declared, complained }: Found): Accounted {
  const { video, audio, streams, container } = facts;
  const picture = video === null ? undefined : scan.streams.get(video.index);
  const sound = audio === null ? undefined : scan.streams.get(audio.index);
  const packets = picture?.packets ?? 0;
  const { before = 0, after = 0, between = 0, repeated = 0 } = picture ?? {};
  const toShow = packets - before - after - between;
  const shown = source?.times.length ?? 0;
  const without = Math.max(0, toShow - shown);
  const codec = video?.codec ?? '';
  const isReference =
    !complained && (WITH_REFERENCES.has(codec) || ofFields(codec, toShow, shown)) && without > 0;
  return {
    by: container.startsWith('mov,') ? 'edit-list' : 'container',
    packets,
    shown,
    hiddenBefore: before,
    hiddenAfter: after,
    hiddenBetween: between,
    undecodable: isReference ? 0 : without,
    reference: isReference ? without : 0,
    extra: Math.max(0, shown - toShow),
    repeated,
    missing: Math.max(0, declared - toShow),
    soundPackets: sound?.packets ?? 0,
    soundHidden: (sound?.before ?? 0) + (sound?.after ?? 0) + (sound?.between ?? 0),
    soundHiddenSeconds: sound?.secondsBefore ?? 0,
    notShown: streams
      .filter(({ index }) => index !== video?.index && index !== audio?.index)
      .map(({ index, kind, codec: coding }) => ({
        kind,
        codec: coding,
        packets: scan.streams.get(index)?.packets ?? 0,
      })),
  };
}

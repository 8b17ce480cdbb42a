import { z } from 'zod';
import { inputGuards } from './allow-lists';
import type { Ratio } from './facts';
import { LineTooLong } from './film/lines';
import { ffprobe } from './ffprobe';
import { listOf, type FrameList } from './frame-list';
import { JsonParts, type Part } from './json-stream';
import { ratio } from './probe-output';
import type { Sandbox } from './sandbox';
import type { MediaSettings } from './settings';
import type { WatchOptions } from './watchdog';

/** Every packet of one stream, counted once. */
export interface PacketCount {
  readonly packets: number;
  /** Flagged to be decoded and not shown, before the first that is shown, in the order of showing. */
  readonly before: number;
  /** The same, after the last that is shown. */
  readonly after: number;
  /** The same, between two that are shown. */
  readonly between: number;
  /** Without a time, so that no player knows when to show it. */
  readonly untimed: number;
  /** The same bytes of the file once more, as an edit list may ask. */
  readonly repeated: number;
  /** Seconds from the first hidden packet to the first that is shown. */
  readonly secondsBefore: number;
}

/** What the index of one stream says. */
export interface StreamScan extends PacketCount {
  /** The packets that are to be shown. */
  readonly frames: FrameList;
}

export interface PacketScan {
  readonly streams: ReadonlyMap<number, StreamScan>;
  /** What ffprobe said of broken parts. */
  readonly complaints: readonly string[];
}

const packet = z.object({
  stream_index: z.number(),
  pts: z.number().optional(),
  dts: z.number().optional(),
  duration: z.number().optional(),
  pos: z.string().optional(),
  flags: z.string().default(''),
  side_data_list: z
    .array(z.object({ skip_samples: z.number().default(0), discard_padding: z.number().default(0) }))
    .default([]),
});
type Packet = z.infer<typeof packet>;
const stream = z.object({
  index: z.number(),
  time_base: z.string().optional(),
  sample_rate: z.string().optional(),
});

/** Samples that a decoder of sound throws away at the start and at the end of a packet, beside its time. */
interface Timed {
  readonly ticks: number;
  readonly duration: number;
  readonly key: boolean;
  readonly hidden: boolean;
  readonly skip: number;
  readonly padding: number;
}

/** The clock of a stream. */
interface Clock {
  readonly base: Ratio;
  /** Samples a second; 0 for pictures. */
  readonly rate: number;
}

class StreamPackets {
  private readonly timed: Timed[] = [];
  /** Packets that only say when they are decoded. */
  private readonly ordered: Timed[] = [];
  private readonly places = new Set<string>();
  private count = 0;
  private untimed = 0;
  private repeated = 0;

  add({ pts, dts, duration = 0, pos, flags, side_data_list: [side] }: Packet): void {
    this.count += 1;
    if (pos !== undefined) {
      if (this.places.has(pos)) this.repeated += 1;
      this.places.add(pos);
    }
    const { skip_samples: skip = 0, discard_padding: padding = 0 } = side ?? {};
    const [hidden, key] = [flags.includes('D'), flags.includes('K')];
    if (pts !== undefined) this.timed.push({ ticks: pts, duration, key, hidden, skip, padding });
    else if (dts !== undefined) this.ordered.push({ ticks: dts, duration, key, hidden, skip, padding });
    else this.untimed += 1;
  }

  scan({ base, rate }: Clock, placesAreOwn: boolean): StreamScan {
    const seconds = (ticks: number): number => (ticks * base.num) / base.den;
    const samples = (count: number): number => (rate > 0 ? count / rate : 0);
    // Some containers (AVI) say of no packet when it is shown; where others say it of most, the rest has no time.
    const known = this.timed.length > 0 ? this.timed : this.ordered;
    const shown = known.filter((each) => !each.hidden);
    const hidden = known.filter((each) => each.hidden).map(({ ticks }) => ticks);
    const first = shown.reduce((least, { ticks }) => Math.min(least, ticks), Infinity);
    const last = shown.reduce((most, { ticks }) => Math.max(most, ticks), -Infinity);
    const before = hidden.filter((pts) => pts < first);
    const after = hidden.filter((pts) => pts > last && pts >= first);
    const start = before.reduce((least, pts) => Math.min(least, pts), first);
    return {
      packets: this.count,
      before: before.length,
      after: after.length,
      between: hidden.length - before.length - after.length,
      untimed: this.untimed + (this.timed.length > 0 ? this.ordered.length : 0),
      repeated: placesAreOwn ? this.repeated : 0,
      secondsBefore: Number.isFinite(first) ? seconds(first - start) : 0,
      frames: listOf(
        shown.map(({ ticks, duration, key, skip, padding }) => ({
          time: seconds(ticks) + samples(skip),
          duration: Math.max(0, seconds(duration) - samples(skip + padding)),
          key,
        })),
        hidden.length,
      ),
    };
  }
}

const ENTRIES = [
  'packet=stream_index,pts,dts,duration,pos,flags',
  'packet_side_data=skip_samples,discard_padding',
  'stream=index,time_base,sample_rate',
].join(':');

type ScanLimits = Pick<MediaSettings, 'maxPixels' | 'maxStreams' | 'maxPackets'>;

/** Collects what ffprobe writes as JSON, each value by its name. */
export class PacketReader {
  private read = 0;
  private readonly found = new Map<number, StreamPackets>();
  private readonly clocks = new Map<number, Clock>();
  private readonly parts = new JsonParts((part) => this.take(part));

  /** @param most packets of which there is room: each is kept, outside the sandbox, in the memory that all work of this process shares */
  constructor(private readonly most: number) {}

  /** @throws SyntaxError or ZodError when it is not what ffprobe writes; LineTooLong when there is more than there is room for */
  line(line: string): void {
    this.parts.line(line);
  }

  /** @param placesAreOwn no two packets of the container lie at one place of the file */
  end(placesAreOwn: boolean): ReadonlyMap<number, StreamScan> {
    this.parts.end();
    return new Map(
      [...this.clocks].map(([index, clock]) => [
        index,
        (this.found.get(index) ?? new StreamPackets()).scan(clock, placesAreOwn),
      ]),
    );
  }

  private take({ key, value }: Part): void {
    if (key === 'packets') {
      this.read += 1;
      if (this.read > this.most) throw new LineTooLong(`more than ${this.most} packets`);
      const each = packet.parse(value);
      let of = this.found.get(each.stream_index);
      if (of === undefined) this.found.set(each.stream_index, (of = new StreamPackets()));
      of.add(each);
    }
    if (key === 'streams') {
      const { index, time_base: base, sample_rate: rate = '0' } = stream.parse(value);
      this.clocks.set(index, { base: ratio(base) ?? { num: 1, den: 1 }, rate: Number(rate) || 0 });
    }
  }
}

/**
 * Reads the index of every stream of a file without decoding it.
 * @param container names of the demuxer
 * @throws ToolFailed, also where there are more packets than may be; SandboxUnavailable; the signal's reason
 */
export async function scanPackets(
  sandbox: Sandbox,
  path: string,
  container: string,
  limits: ScanLimits,
  watch: WatchOptions,
): Promise<PacketScan> {
  const reader = new PacketReader(limits.maxPackets);
  const entries = ['-show_entries', ENTRIES, '-of', 'json=c=1'];
  const endless = { ...watch, mostBytes: Infinity };
  const said = await ffprobe(
    sandbox,
    path,
    ['-v', 'error', ...inputGuards(limits), ...entries],
    endless,
    (line) => reader.line(line),
  );
  return { streams: reader.end(container.startsWith('mov,')), complaints: said.lines };
}

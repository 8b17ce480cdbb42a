import { accountFor } from './accounted';
import type { MediaFacts } from './facts';
import { PacketReader, type StreamScan } from './packets';

/** As ffprobe writes it. */
function scan(packets: readonly object[], streams: readonly object[], placesAreOwn = true, most = 1_000) {
  const reader = new PacketReader(most);
  for (const line of JSON.stringify({ packets, streams }, null, 4).split('\n')) reader.line(line);
  return reader.end(placesAreOwn);
}

const VIDEO = { index: 0, time_base: '1/30' };
const SOUND = { index: 1, time_base: '1/48000', sample_rate: '48000' };
const shown = (pts: number, more: object = {}) => ({
  stream_index: 0,
  pts,
  duration: 1,
  flags: 'K__',
  ...more,
});
const hidden = (pts: number) => shown(pts, { flags: '_D_' });
const picture = (packets: readonly object[]): StreamScan => scan(packets, [VIDEO]).get(0) as StreamScan;

describe('the packets of a file', () => {
  it('are no more than there is room for', () => {
    const packets = Array.from({ length: 11 }, (_, at) => shown(at));
    expect(() => scan(packets, [VIDEO], true, 10)).toThrow('more than 10 packets');
    expect(scan(packets, [VIDEO], true, 11).get(0)?.packets).toBe(11);
  });

  it('are read by name where side data stands between them', () => {
    const side = { side_data_list: [{ side_data_type: 'Mastering display metadata' }] };
    const { frames } = picture([shown(0, side), shown(30, side), shown(60)]);
    expect(frames).toMatchObject({ times: [0, 1, 2], hidden: 0, startsWithKey: true });
    expect(frames.lastDuration).toBeCloseTo(1 / 30);
  });

  it('are hidden before the start, after the end and in between', () =>
    expect(picture([hidden(-60), hidden(-30), shown(0), hidden(10), shown(30), hidden(60)])).toMatchObject({
      ...{ packets: 6, before: 2, between: 1, after: 1, secondsBefore: 2 },
      frames: { times: [0, 1], hidden: 4 },
    }));

  it('count as repeated where the container gives the same place twice', () => {
    const twice = [shown(0, { pos: '48' }), shown(30, { pos: '90' }), shown(60, { pos: '48' })];
    expect(picture(twice).repeated).toBe(1);
    expect(scan(twice, [VIDEO], false).get(0)?.repeated).toBe(0);
  });

  it('have the time of decoding where none says when it is shown, and no time where only some do', () => {
    const [one, two] = [0, 30].map((dts) => ({ stream_index: 0, dts, flags: 'K__' }));
    expect(picture([one as object, two as object]).frames.times).toEqual([0, 1]);
    expect(picture([shown(0), two as object])).toMatchObject({ untimed: 1, frames: { times: [0] } });
    expect(picture([{ stream_index: 0, flags: 'K__' }])).toMatchObject({ packets: 1, untimed: 1 });
  });

  it('of sound are as long as what is heard of them', () => {
    const packets = [
      { stream_index: 1, pts: 0, duration: 48_000, flags: 'K__', side_data_list: [{ skip_samples: 24_000 }] },
      {
        stream_index: 1,
        pts: 48_000,
        duration: 48_000,
        flags: 'K__',
        side_data_list: [{ discard_padding: 12_000 }],
      },
    ];
    expect(scan(packets, [SOUND]).get(1)?.frames).toMatchObject({ times: [0.5, 1], lastDuration: 0.75 });
  });
});

describe('where every packet has gone', () => {
  const facts = (codec: string): MediaFacts =>
    ({
      kind: 'media',
      container: 'mov,mp4',
      streams: [
        { index: 0, kind: 'video', codec },
        { index: 1, kind: 'data', codec: null },
      ],
      video: { index: 0, codec },
      audio: null,
    }) as unknown as MediaFacts;
  const account = (codec: string, frames: number, declared: number, complained: boolean) => {
    const streams = scan([hidden(-1), shown(0), shown(1), shown(2), shown(3)], [VIDEO, { index: 1 }]);
    const times = Array.from({ length: frames }, (_, at) => at);
    const source = { times, lastDuration: 1, hidden: 0, startsWithKey: true, longestKeyGap: 1 };
    return accountFor({
      facts: facts(codec),
      scan: { streams, complaints: [] },
      source,
      declared,
      complained,
    });
  };

  it('is said of each once', () =>
    expect(account('h264', 3, 6, true)).toEqual({
      ...{ by: 'edit-list', packets: 5, shown: 3, hiddenBefore: 1, hiddenAfter: 0, hiddenBetween: 0 },
      ...{ undecodable: 1, reference: 0, extra: 0, repeated: 0, missing: 2 },
      ...{ soundPackets: 0, soundHidden: 0, soundHiddenSeconds: 0 },
      notShown: [{ kind: 'data', codec: null, packets: 0 }],
    }));

  it('tells what has no picture of its own from what cannot be decoded', () => {
    expect(account('vp8', 3, 4, false)).toMatchObject({ undecodable: 0, reference: 1 });
    expect(account('vp8', 3, 4, true)).toMatchObject({ undecodable: 1, reference: 0 });
    expect(account('h264', 2, 4, false)).toMatchObject({ undecodable: 0, reference: 2 });
    expect(account('hevc', 3, 4, false)).toMatchObject({ undecodable: 1, reference: 0 });
    expect(account('vp9', 6, 4, false)).toMatchObject({ shown: 6, extra: 2 });
  });
});

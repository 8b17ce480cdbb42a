import { parseFrameList } from './frame-lines';

const LIST = `#format: frame checksums
#version: 2
#hash: SHA512/256
#software: Lavf
#tb 0: 1/90000
#media_type 0: video
#codec_id 0: rawvideo
#dimensions 0: 320x180
#sar 0: 1/1
#stream#, dts,        pts, duration,     size, hash
0,          0,          0,     6000,    86400, 00aa
0,       6745,       6745,     6000,    86400, 00bb
`;

describe('the list of frames', () => {
  it('gives each frame its time in ticks and the hash of its pixels', () => {
    expect(parseFrameList(LIST)).toEqual({
      timeBase: { num: 1, den: 90_000 },
      frames: [
        { pts: 0, duration: 6000, hash: '00aa' },
        { pts: 6745, duration: 6000, hash: '00bb' },
      ],
    });
  });

  it('of no frame is empty', () => expect(parseFrameList('#tb 0: 1/25\n').frames).toEqual([]));

  it.each(['', 'proxy', '#tb 0: 1/25\n0, 0, x, 1, 2, 00aa', '#tb 0: 1/25\n0, 0, 1, 1, 2, <b>'])(
    'refuses %j',
    (text) => expect(() => parseFrameList(text)).toThrow(RangeError),
  );
});

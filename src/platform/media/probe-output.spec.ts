import { parseProbe, readFacts } from './probe-output';

const facts = (streams: object[], format: object = {}): ReturnType<typeof readFacts> => {
  const output = parseProbe(JSON.stringify({ streams, format: { format_name: 'mov', ...format } }));
  if (output === null) throw new Error('not read');
  return readFacts(output, 10);
};
const picture = { index: 0, codec_type: 'video', codec_name: 'h264', width: 640, height: 360 };

describe('facts read from ffprobe', () => {
  it.each([
    [-90, 90],
    [90, 270],
    [180, 180],
    [-180, 180],
    [0, 0],
  ])('a display matrix of %d degrees means a turn of %d clockwise', (rotation, turn) => {
    expect(facts([{ ...picture, side_data_list: [{ rotation }] }]).video?.rotation).toBe(turn);
  });

  it('take the main stream rather than the sub stream', () => {
    expect(
      facts([
        { ...picture, width: 160, height: 90 },
        { ...picture, index: 1 },
      ]).video?.index,
    ).toBe(1);
  });

  it('do not take a cover picture for the recording', () => {
    const cover = { ...picture, index: 1, disposition: { attached_pic: 1 } };
    expect(facts([cover]).video).toBeNull();
    expect(facts([cover]).streams).toEqual([{ index: 1, kind: 'picture', codec: 'h264' }]);
  });

  it('keep tags of time and never of place', () => {
    const tags = {
      creation_time: '2026-07-14T21:03:05Z',
      'com.apple.quicktime.location.ISO6709': '+51.5-0.1/',
    };
    const read = facts([{ ...picture, tags: { location_date: 'x' } }], { tags });
    expect(read.timeTags).toEqual({ 'format: creation_time': '2026-07-14T21:03:05Z' });
    expect(read.creationTimeRaw).toBe('2026-07-14T21:03:05Z');
  });

  it('are none when the output is not what ffprobe writes', () => {
    expect(parseProbe('{}')).toBeNull();
    expect(parseProbe('Segmentation fault')).toBeNull();
  });
});

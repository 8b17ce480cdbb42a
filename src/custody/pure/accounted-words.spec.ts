import { accountedWords } from './accounted-words';

describe('where every frame has gone', () => {
  it('is one sentence of a recording that is shown whole', () =>
    expect(
      accountedWords({
        by: 'edit-list',
        packets: 128,
        shown: 128,
        soundHidden: 1,
        soundHiddenSeconds: 0.128,
      }),
    ).toEqual(['128 of 128 frames are shown.']));

  it('names what an edit list hides at each end', () =>
    expect(
      accountedWords({
        by: 'edit-list',
        shown: 90,
        hiddenBefore: 150,
        hiddenAfter: 1,
        soundHidden: 43,
        soundHiddenSeconds: 0.998,
      }),
    ).toEqual([
      '90 of 241 frames are shown.',
      '150 frames before the start are hidden by the file’s own edit list; the original has them.',
      '1 frame after the end is hidden by the file’s own edit list; the original has it.',
      '1.0 seconds of sound before the start are hidden by the file’s own edit list; the original has them.',
    ]));

  it('names what cannot be decoded, is missing, or comes twice', () =>
    expect(
      accountedWords({
        by: 'container',
        shown: 20,
        undecodable: 3,
        missing: 7,
        repeated: 1,
        hiddenBetween: 2,
      }),
    ).toEqual([
      '20 of 32 frames are shown.',
      '2 frames in between are hidden by the file itself; the original has them.',
      '3 frames could not be decoded.',
      '7 frames are promised by the index and not in the file, which breaks off.',
      '1 frame is given twice by the file itself, and shown twice.',
    ]));

  it('names streams that are not shown', () =>
    expect(
      accountedWords({
        notShown: [
          { kind: 'picture', codec: 'mjpeg', packets: 1 },
          { kind: 'data', codec: null, packets: 9 },
          { kind: 'data', codec: 'bin_data', packets: 9 },
          { kind: 'strange', codec: null, packets: 0 },
        ],
      }),
    ).toEqual([
      '1 cover picture of the file is not shown; the original has it.',
      '2 streams of data of the file are not shown; the original has them.',
      '1 stream of another kind of the file is not shown; the original has it.',
    ]));

  it('is nothing where nothing was counted', () => {
    expect(accountedWords(undefined)).toEqual([]);
    expect(accountedWords('x')).toEqual([]);
    expect(accountedWords({})).toEqual([]);
  });
});

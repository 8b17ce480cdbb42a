import { visualPieces } from '../../../platform/paper/visual';

const drawn = (line: string): string[] => visualPieces(line, 'rtl').map(({ text }) => text);

describe('a line that is read from the right, as it is drawn from the left', () => {
  it.each([
    // Words of its own letters: the first is drawn last, each in its own order.
    ['\u0627\u0628 \u062a\u062b', ['\u062a\u062b', ' ', '\u0627\u0628']],
    // Numbers and other letters run their own way inside it.
    ['\u0627 12 \u0628', ['\u0628', ' ', '12', ' ', '\u0627']],
    ['\u0627 LTL-7F3K-22QX', ['LTL-7F3K-22QX', ' ', '\u0627']],
    ['\u0627 sha256sum FILE \u0628', ['\u0628', ' ', 'sha256sum FILE', ' ', '\u0627']],
    // Brackets turn with their side.
    ['\u0627 (\u0628)', [')\u0628(', ' ', '\u0627']],
    // A name that is set apart keeps its order; the marks themselves are not drawn.
    ['\u0627 \u2068a (1).mp4\u2069 \u0628', ['\u0628', ' ', 'a (1).mp4', ' ', '\u0627']],
    ['', []],
  ])('%j', (line, pieces) => {
    expect(drawn(line)).toEqual(pieces);
  });

  it('says which pieces are read from the right', () => {
    expect(visualPieces('\u0627 ab', 'rtl').map(({ fromRight }) => fromRight)).toEqual([false, true, true]);
  });
});

import { barChart } from './chart';

describe('a chart of counts', () => {
  it('stacks the parts of a bar on its base, to scale', () => {
    const chart = barChart([
      { label: 'a', parts: [1, 3] },
      { label: 'b', parts: [0, 2] },
    ]);
    const [below, above] = chart.bars[0]?.parts ?? [];
    expect((below?.y ?? 0) + (below?.height ?? 0)).toBeCloseTo(chart.base);
    expect((above?.y ?? 0) + (above?.height ?? 0)).toBeCloseTo(below?.y ?? 0);
    expect((above?.height ?? 0) / (below?.height ?? 1)).toBeCloseTo(3, 1);
  });

  it('has whole numbers at its side, also when there is next to nothing', () => {
    for (const parts of [
      [0, 0],
      [1, 0],
      [37, 60],
    ]) {
      const { ticks } = barChart([{ label: 'a', parts }]);
      expect(ticks.every(({ text }) => /^\d+$/.test(text))).toBe(true);
      expect(ticks.length).toBeGreaterThan(1);
    }
  });

  it('names no more bars than there is room for, and always the last', () => {
    const bars = Array.from({ length: 24 }, (_, place) => ({ label: String(place), parts: [1, 1] }));
    const named = barChart(bars).bars.filter(({ named: is }) => is);
    expect(named.length).toBeLessThan(8);
    expect(named.at(-1)?.label).toBe('23');
  });
});

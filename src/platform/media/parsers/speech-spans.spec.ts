import { spansOf, STEP_MS } from './speech-spans';

const steps = (...parts: readonly (readonly [voice: 0 | 1, ms: number])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap(([voice, ms]) => Array.from({ length: Math.round(ms / STEP_MS) }, () => voice)),
  );

describe('spansOf', () => {
  it('finds nothing in silence, and nothing in nothing', () => {
    expect(spansOf(steps([0, 60_000]))).toEqual([]);
    expect(spansOf(new Uint8Array())).toEqual([]);
  });

  it('takes no click for speech', () => {
    expect(spansOf(steps([0, 3_000], [1, 120], [0, 3_000]))).toEqual([]);
  });

  it('gives a part with a little before and after it', () => {
    const [span, ...rest] = spansOf(steps([0, 3_000], [1, 1_500], [0, 3_000]));
    expect(rest).toEqual([]);
    expect(span?.[0]).toBeGreaterThan(2_500);
    expect(span?.[0]).toBeLessThanOrEqual(3_000);
    expect(span?.[1]).toBeGreaterThanOrEqual(4_500);
    expect(span?.[1]).toBeLessThan(5_000);
  });

  it('joins what a breath divides, and no more', () => {
    expect(spansOf(steps([1, 900], [0, 600], [1, 900]))).toHaveLength(1);
    expect(spansOf(steps([1, 900], [0, 3_000], [1, 900]))).toHaveLength(2);
  });

  it('stays within the sound', () => {
    expect(spansOf(steps([1, 3_000]))).toEqual([[0, 3_000]]);
  });

  it('cuts what goes on for long, and leaves nothing out', () => {
    const spans = spansOf(steps([1, 60_000]));
    expect(spans.length).toBeGreaterThanOrEqual(6);
    for (const [from, to] of spans) expect(to - from).toBeLessThanOrEqual(10_000);
    spans.slice(1).forEach(([from], index) => expect(from).toBe(spans[index]?.[1]));
    expect([spans[0]?.[0], spans.at(-1)?.[1]]).toEqual([0, 60_000]);
  });
});

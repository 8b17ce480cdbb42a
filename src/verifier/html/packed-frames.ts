import type { FrameTimes } from '../../kernel/film/frames';

/**
 * The times of frames as a page carries them: `1/15360 512 512*449 511`: seconds of one tick, ticks that the last frame is shown, and
 * from each frame to the next, how many in a row. They count from the first frame.
 */
export function packFrames({ timeBase, pts, lastDuration }: FrameTimes): string {
  const times = [...pts].sort((one, other) => one - other);
  const runs: { ticks: number; count: number }[] = [];
  for (let at = 1; at < times.length; at += 1) {
    const ticks = (times[at] ?? 0) - (times[at - 1] ?? 0);
    const last = runs.at(-1);
    if (last?.ticks === ticks) last.count += 1;
    else runs.push({ ticks, count: 1 });
  }
  const words = runs.map(({ ticks, count }) => (count === 1 ? String(ticks) : `${ticks}*${count}`));
  return [`${timeBase.num}/${timeBase.den}`, lastDuration, ...words].join(' ');
}

export function unpackFrames(text: string): FrameTimes {
  const [base = '', lastDuration, ...words] = text.split(' ');
  const [num = 1, den = 1] = base.split('/').map(Number);
  const pts = [0];
  for (const word of words) {
    const [ticks = 0, count = 1] = word.split('*').map(Number);
    for (let left = count; left > 0; left -= 1) pts.push((pts.at(-1) ?? 0) + ticks);
  }
  return { timeBase: { num, den }, pts, lastDuration: Number(lastDuration) };
}

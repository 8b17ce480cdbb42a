import { readProgress, type Progress } from './progress';

describe('signs of progress', () => {
  it('are only those that say more than the last', () => {
    const steps: Progress[] = [];
    const read = readProgress((step) => steps.push(step));
    const block = (frame: number, us: string): string[] => [
      `frame=${frame}`,
      'stream_0_0_q=28.0',
      'total_size=48',
      `out_time_us=${us}`,
      'speed=1x',
      'progress=continue',
    ];
    const lines = [...block(1, '66667'), ...block(1, '66667'), ...block(2, '133333'), ...block(2, 'N/A')];
    expect(lines.every((line) => read(line))).toBe(true);
    expect(steps).toEqual([
      { frames: 1, seconds: 0.066667 },
      { frames: 2, seconds: 0.133333 },
      { frames: 2, seconds: 0 },
    ]);
  });

  it('are told apart from complaints', () => {
    const read = readProgress(() => undefined);
    expect(read('[h264 @ 0x5] error while decoding MB 3 4')).toBe(false);
  });
});

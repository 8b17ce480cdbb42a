import type { HistoryEvent } from './history';
import { lifeOf } from './life';

const event = (type: string, at: string, more: Partial<HistoryEvent> = {}): HistoryEvent => ({
  ...{ seq: 1, at, type, actor: 'officer', detail: {}, opened: {}, withheld: [], repudiated: false },
  ...more,
});
const chosen = (instant: string, source: string): HistoryEvent =>
  event('time-chosen', '2026-03-12T09:00:00.000Z', { detail: { source }, opened: { instant } });

describe('the stations of an item’s life', () => {
  it('are when it came, when it was locked, and the time that was chosen last', () => {
    const history = [
      event('clip-received', '2026-03-10T09:00:00.000Z'),
      event('master-defined', '2026-03-10T09:05:00.000Z'),
      chosen('2026-03-09T21:00:00.000Z', 'file-name'),
      chosen('2026-03-09T22:00:00.000Z', 'overlay'),
    ];
    expect(Object.fromEntries(lifeOf(history))).toEqual({
      'Time of what is shown':
        '9 March 2026 at 22:00:00 GMT (22:00:00 UTC), as an officer chose it from the time burned into the picture',
      Came: '10 March 2026 at 09:00:00 GMT (09:00:00 UTC)',
      Locked: '10 March 2026 at 09:05:00 GMT (09:05:00 UTC): from then on nobody can change it unseen',
    });
  });

  it('never pass the time of sending off as the time of what is shown', () => {
    expect(lifeOf([event('clip-received', '2026-03-10T09:00:00.000Z')]).map(([name]) => name)).toEqual([
      'Came',
    ]);
    expect(lifeOf([chosen('2026-03-10T09:00:00.000Z', 'upload')])[0]?.[1]).toContain(
      'may have happened long before',
    );
  });

  it('leave a chosen time out that was not handed over', () => {
    expect(lifeOf([event('time-chosen', '2026-03-12T09:00:00.000Z', { withheld: ['instant'] })])).toEqual([]);
  });
});

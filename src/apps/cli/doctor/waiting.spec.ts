import { lateFinding, waitingFindings } from './waiting';

const job = { queue: 'still', name: 'make-still', id: '1', since: '2026-11-27T10:00:00Z', times: 3 };

describe('what the doctor says of jobs that wait', () => {
  it('has a service brought back, and leaves to a newer version what only it knows', () => {
    const away = { ...job, why: 'store is away: refused', unknown: false };
    const newer = { ...job, why: 'no worker knows jobs of the kind still/make-better', unknown: true };
    const [service, version] = waitingFindings([away, newer, { ...away, id: '2' }]);
    expect(service?.found).toBe('2 wait for a service: store is away: refused');
    expect(service?.mend).toContain('bring it back');
    expect(version?.found).toContain('1 wait for its worker, and are given up after a week: no worker knows');
    expect(version?.mend).toBeUndefined();
    expect(waitingFindings([])).toEqual([]);
  });

  it('tells of work that nothing explains: the queue may not hand it out', () => {
    expect(lateFinding(0, 0).mend).toBeUndefined();
    expect(lateFinding(2, 2).mend).toBeUndefined();
    expect(lateFinding(3, 2)).toMatchObject({
      found: '3 jobs were asked for more than an hour ago and are not done',
      mend: expect.stringContaining('lintel jobs') as string,
    });
  });
});

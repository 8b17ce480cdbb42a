import type { ClipId, InvestigationId, SubmissionId } from '../../../kernel/ids';
import { obstacle, type Candidate } from './together';

const here = 'here' as SubmissionId;
const home = 'home' as InvestigationId;
const plain: Candidate = {
  id: 'a' as ClipId,
  submissionId: here,
  investigationId: home,
  fileName: 'a.mp4',
  decided: false,
  master: true,
  differs: false,
  watchable: true,
};

describe('deciding clips together', () => {
  it('is allowed for plain clips of one sending', () => {
    expect(obstacle(plain, here, 'accept')).toBeUndefined();
    expect(obstacle(plain, here, 'decline')).toBeUndefined();
  });

  it.each([
    [{ submissionId: 'there' as SubmissionId }, 'elsewhere', 'elsewhere'],
    [{ submissionId: null }, 'elsewhere', 'elsewhere'],
    [{ decided: true }, 'decided', 'decided'],
    [{ master: false }, 'not-locked', undefined],
    [{ differs: true }, 'differs', undefined],
    [{ watchable: false }, 'no-picture', undefined],
  ] as const)('%j: accepting meets %j, declining %j', (change, accept, decline) => {
    const clip = { ...plain, ...change };
    expect(obstacle(clip, here, 'accept')).toBe(accept);
    expect(obstacle(clip, here, 'decline')).toBe(decline);
  });

  it('of one investigation may come from several sendings; what an officer added needs no decision', () => {
    const other = { ...plain, submissionId: 'there' as SubmissionId };
    expect(obstacle(other, home, 'accept')).toBeUndefined();
    expect(obstacle({ ...plain, submissionId: null }, home, 'decline')).toBe('decided');
    expect(obstacle({ ...other, investigationId: 'away' as InvestigationId }, home, 'accept')).toBe(
      'elsewhere',
    );
  });
});

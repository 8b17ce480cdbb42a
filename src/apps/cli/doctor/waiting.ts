import type { WaitingJob } from '../../../platform/queue';
import { fine, problem, type Finding } from './finding';

/** What waits for a service is to be helped; what only another version can do is left for it. */
export function waitingFindings(waiting: readonly WaitingJob[]): Finding[] {
  const words = (jobs: readonly WaitingJob[]): string => [...new Set(jobs.map(({ why }) => why))].join('; ');
  const unknown = waiting.filter((job) => job.unknown === true);
  const others = waiting.filter((job) => job.unknown !== true);
  return [
    ...(others.length === 0
      ? []
      : [
          problem(
            'waiting jobs',
            `${others.length} wait for a service: ${words(others)}`,
            'bring it back: they are done by themselves then; lintel jobs names them',
          ),
        ]),
    ...(unknown.length === 0
      ? []
      : [
          fine(
            'jobs of another version',
            `${unknown.length} wait for its worker, and are given up after a week: ${words(unknown)}`,
          ),
        ]),
  ];
}

/** @param late asked for more than an hour ago and not done @param explained of those that were given up or wait, as said beside it */
export const lateFinding = (late: number, explained: number): Finding =>
  late <= explained
    ? fine('work', 'none that was asked for an hour ago is left')
    : problem(
        'work',
        `${late} jobs were asked for more than an hour ago and are not done`,
        'see whether workers run and keep up (lintel jobs), and whether the queue hands work out: nobody but the worker may write into it',
      );

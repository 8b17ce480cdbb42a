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

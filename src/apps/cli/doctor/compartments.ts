import type { Config } from '../../../config';
import { lastStart } from '../start/compartments/compartments';
import { fine, problem, warning, type Finding } from './finding';

/** Whether the last `lintel start` could keep its processes apart. */
export async function compartments({ home }: Config): Promise<Finding[]> {
  const last = await lastStart(home);
  if (last === undefined) return [fine('compartments', 'made by lintel start, which has not run here')];
  if (last.sentence === undefined)
    return [
      fine('compartments', 'each process has its own, with its own files and secrets alone'),
      ...last.lacks.map((lack) =>
        warning('a file that settings name', lack, 'let its process read it, then start Lintel again'),
      ),
    ];
  return [
    problem('compartments', last.sentence, 'then start Lintel again; production refuses to start without'),
  ];
}

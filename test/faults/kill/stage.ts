import type { Officer } from '../support/cast';
import type { Plant } from '../support/plant';

/** What those share who kill one process after the other: to start all of them takes longer than most of what is tested. */
export interface Stage {
  readonly plant: Plant;
  readonly officer: Officer;
}

import { Officer } from './cast';
import { Plant } from './plant';

/** What those share who do harm to one Lintel after the other: to start all of it takes longer than most of what is tested. */
export interface Stage {
  readonly plant: Plant;
  readonly officer: Officer;
}

export async function openStage(): Promise<Stage> {
  const plant = await Plant.open();
  return { plant, officer: await Officer.at(plant) };
}

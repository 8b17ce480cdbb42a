import { additionIsKilled } from './kill/addition';
import { intakeIsKilled } from './kill/intake';
import type { Stage } from './kill/stage';
import { workspaceIsKilled } from './kill/workspace';
import { Officer } from './support/cast';
import { Plant } from './support/plant';

let stage: Stage;

beforeAll(async () => {
  const plant = await Plant.open();
  stage = { plant, officer: await Officer.at(plant) };
});
afterAll(() => stage.plant.close());

intakeIsKilled(() => stage);
workspaceIsKilled(() => stage);
// The last: it sets the clocks an hour ahead.
additionIsKilled(() => stage);

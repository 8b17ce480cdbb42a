import { additionIsKilled } from './kill/addition';
import { intakeIsKilled } from './kill/intake';
import { workspaceIsKilled } from './kill/workspace';
import { openStage, type Stage } from './support/stage';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.plant.close());

intakeIsKilled(() => stage);
workspaceIsKilled(() => stage);
// The last: it sets the clocks an hour ahead.
additionIsKilled(() => stage);

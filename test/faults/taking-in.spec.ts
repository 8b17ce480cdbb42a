import { openStage, type Stage } from './support/stage';
import { clocksAreWrong } from './taking-in/clock';
import { connectionsBreak } from './taking-in/connections';
import { hostileFiles } from './taking-in/hostile';
import { twice } from './taking-in/twice';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.plant.close());

hostileFiles(() => stage);
connectionsBreak(() => stage);
clocksAreWrong(() => stage);
// The last: it starts a second process of a kind beside the first.
twice(() => stage);

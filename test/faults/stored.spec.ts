import { bitsFlip } from './stored/fixity';
import { objectsAreMissing } from './stored/objects';
import { openStage, type Stage } from './support/stage';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.plant.close());

bitsFlip(() => stage);
// The last: what it takes out of the store stays away.
objectsAreMissing(() => stage);

import { copyIsInterrupted } from './kill/redaction';
import { workerIsKilled } from './kill/worker';
import { openStage, type Stage } from './support/stage';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.plant.close());

workerIsKilled(() => stage);
copyIsInterrupted(() => stage);

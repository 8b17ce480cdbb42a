import { seedFilm } from '../../medium/watching/film';
import { PASSWORD } from '../../medium/workspace/world';
import { until } from '../../support/until';
import { WebKit } from '../../support/webkit';
import { Watcher } from '../workspace/support/watcher';

let watcher: Watcher;
let webkit: WebKit;
beforeAll(async () => {
  watcher = await Watcher.open();
  webkit = await WebKit.open();
});
afterAll(async () => {
  await webkit.close();
  await watcher.close();
});

const shown = (): Promise<number> =>
  webkit.run(`return Number(document.querySelector('[data-player]').dataset.frame)`);
const onFrame = (number: number): Promise<true> =>
  until(`frame ${number}`, async () => (await shown()) === number);

it('an officer with Safari signs in, watches a clip, goes frame by frame, and accepts it', async () => {
  const { world, officer, home } = watcher;
  const { id } = await seedFilm(world, home, 'h264', 'door.mp4');
  await webkit.go(`${world.base}/sign-in`);
  await webkit.fill('[name="email"]', officer.email);
  await webkit.fill('[name="password"]', PASSWORD);
  await webkit.press('Sign in');
  await webkit.says('What needs doing');
  await webkit.go(`${world.base}/clips/${id}`);
  await webkit.press('Watch the clip');
  await webkit.says('Frame 1 of 45');
  for (const frame of [2, 3, 4]) {
    await webkit.press('On one frame');
    await onFrame(frame);
  }
  await webkit.press('Back one frame');
  await onFrame(3);
  await webkit.press('Play');
  await until('a film that plays', async () => (await shown()) > 10);
  await webkit.press('Pause');
  const at = await until('a film that stands', () =>
    webkit.run<number | false>(
      `const { paused, currentTime } = document.querySelector('video'); return paused && currentTime`,
    ),
  );
  expect(at).toBeGreaterThan(0.5);
  await webkit.press('First');
  await onFrame(1);

  await webkit.fill('[name="description"]', 'A man at the front door');
  await webkit.fill('[name="producerName"]', 'Ann Bell');
  await webkit.press('Accept');
  await webkit.says('Accepted as AB/1');
});

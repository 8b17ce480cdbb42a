/** As the stills that are made of a recording: a tenth into it, but not more than 2 s. Seconds. */
const LATEST = 2;
const WIDTH = 192;
const HEIGHT = 108;
/** Milliseconds. A copy that this browser cannot play has no picture. */
const PATIENCE = 10_000;

const once = (video: HTMLVideoElement, event: string): Promise<unknown> =>
  new Promise((done, failed) => {
    video.addEventListener(event, done, { once: true });
    video.addEventListener('error', failed, { once: true });
    setTimeout(failed, PATIENCE);
  });

/** A picture of the copy itself, so that it shows what that shows and nothing else. */
async function draw(video: HTMLVideoElement, address: string): Promise<HTMLCanvasElement> {
  video.src = address;
  await once(video, 'loadeddata');
  video.currentTime = Math.min(LATEST, video.duration / 10);
  await once(video, 'seeked');
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: WIDTH, height: HEIGHT });
  const [wide, high] = [video.videoWidth, video.videoHeight];
  const scale = Math.max(WIDTH / wide, HEIGHT / high);
  const place = [(WIDTH - wide * scale) / 2, (HEIGHT - high * scale) / 2] as const;
  canvas.getContext('2d')?.drawImage(video, ...place, wide * scale, high * scale);
  return canvas;
}

/** Draws the pictures that the bundle does not have, one after the other, when they come in sight. */
export function startTiles(): void {
  const video = document.createElement('video');
  Object.assign(video, { muted: true, preload: 'auto' });
  let waiting: Promise<void> = Promise.resolve();
  const fill = async (tile: HTMLElement): Promise<void> => {
    try {
      tile.replaceChildren(await draw(video, tile.dataset['draw'] ?? ''));
      tile.dataset['drawn'] = 'yes';
    } catch {
      // It says already that there is none.
    }
  };
  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      waiting = waiting.then(() => fill(target as HTMLElement));
    }
  });
  for (const tile of document.querySelectorAll('[data-draw]')) seen.observe(tile);
}

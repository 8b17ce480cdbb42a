/** CSS pixels, at most: enough to tell one clip from another. */
const WIDTH = 160;
const HEIGHT = 90;
/** Seconds into a film: the very first picture is often black. */
const INTO_S = 1;
/** A decoder that is stuck must not hold up the other files. */
const PATIENCE_MS = 10_000;
/** How long after it is said to be there a picture is looked for, again and again: where the device has other work it comes later. */
const LATER_MS = [0, 50, 250, 1_250];

/**
 * A small picture of a file, decoded by this browser alone; `undefined` where it can make none. Nothing of it is left but the canvas: the
 * address of the file is taken back, and what decoded it is dropped.
 */
export async function pictureOf(file: File, signal: AbortSignal): Promise<HTMLCanvasElement | undefined> {
  try {
    return file.type.startsWith('image/') ? await photoOf(file, signal) : await filmOf(file, signal);
  } catch {
    return undefined;
  }
}

/** Without an address: what could run, like an SVG, is refused. */
async function photoOf(file: File, signal: AbortSignal): Promise<HTMLCanvasElement | undefined> {
  const bitmap = await createImageBitmap(file);
  try {
    return signal.aborted ? undefined : drawn(bitmap, bitmap.width, bitmap.height, false);
  } finally {
    bitmap.close();
  }
}

async function filmOf(file: File, signal: AbortSignal): Promise<HTMLCanvasElement | undefined> {
  const address = URL.createObjectURL(file);
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.preload = 'metadata';
  video.ariaHidden = 'true';
  // WebKit draws nothing of a film that is not in the page.
  Object.assign(video.style, { position: 'fixed', top: '0', width: '1px', height: '1px', opacity: '0' });
  document.body.append(video);
  try {
    const known = happens(video, 'loadedmetadata', signal);
    video.src = address;
    await known;
    // Sound alone has no picture.
    if (video.videoWidth === 0) return undefined;
    const there = happens(video, 'seeked', signal);
    video.currentTime = Math.min(INTO_S, video.duration / 2);
    await there;
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) await happens(video, 'loadeddata', signal);
    for (const ms of LATER_MS) {
      await new Promise((resolve) => setTimeout(resolve, ms));
      if (signal.aborted) return undefined;
      const picture = drawn(video, video.videoWidth, video.videoHeight, true);
      if (picture !== undefined && isPainted(picture)) return picture;
    }
    return undefined;
  } finally {
    video.removeAttribute('src');
    video.load();
    video.remove();
    URL.revokeObjectURL(address);
  }
}

/** Rejects when the file cannot be read, when it takes too long, and when nobody waits any more. */
function happens(video: HTMLVideoElement, type: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settled = new AbortController();
    const settle = (act: () => void) => (): void => {
      clearTimeout(timer);
      settled.abort();
      act();
    };
    const fail = settle(() => reject(new Error(type)));
    const timer = setTimeout(fail, PATIENCE_MS);
    const once = { signal: settled.signal };
    video.addEventListener(type, settle(resolve), once);
    video.addEventListener('error', fail, once);
    signal.addEventListener('abort', fail, once);
    if (signal.aborted) fail();
  });
}

/** A film has no holes: where one is, the browser has drawn nothing, which it does without a word when its decoder is late. */
function isPainted(picture: HTMLCanvasElement): boolean {
  const pixel = picture.getContext('2d')?.getImageData(0, 0, 1, 1).data;
  return pixel === undefined || pixel[3] !== 0;
}

function drawn(
  source: CanvasImageSource,
  width: number,
  height: number,
  alpha: boolean,
): HTMLCanvasElement | undefined {
  const canvas = document.createElement('canvas');
  const scale = Math.min(WIDTH / width, HEIGHT / height, 1);
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const pen = canvas.getContext('2d', { alpha });
  if (pen === null) return undefined;
  pen.imageSmoothingQuality = 'medium';
  pen.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** An element with its class and its words. */
export function made<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  style = '',
  words = '',
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  if (style !== '') element.className = style;
  element.textContent = words;
  return element;
}

/** A button, and the key that does the same. */
export function button(words: string, key: string, act: () => void): HTMLButtonElement {
  const element = made('button', '', words);
  element.type = 'button';
  if (key !== '') {
    const shown = made('kbd', '', key);
    shown.setAttribute('aria-hidden', 'true');
    element.append(' ', shown);
    element.setAttribute('aria-keyshortcuts', key === '+' ? 'Plus' : key);
  }
  element.addEventListener('click', act);
  return element;
}

const SPEEDS = [0.1, 0.25, 0.5, 1, 1.5, 2, 4, 8];

export function speeds(video: HTMLVideoElement): HTMLElement {
  const [label, list] = [made('label', '', 'Speed '), made('select')];
  for (const speed of SPEEDS) list.add(new Option(`${speed}x`, String(speed), speed === 1, speed === 1));
  list.addEventListener('change', () => (video.playbackRate = Number(list.value)));
  label.append(list);
  return label;
}

/** Goes through the transcripts of a film, and none. */
export function captions(video: HTMLVideoElement): HTMLElement[] {
  const tracks = Array.from(video.textTracks);
  if (tracks.length === 0) return [];
  let shown = -1;
  const show = (which: number): void => {
    shown = which;
    tracks.forEach((track, at) => (track.mode = at === which ? 'showing' : 'disabled'));
    pressed.textContent = `Captions: ${tracks[which]?.label ?? 'off'}`;
  };
  const pressed = button('', '', () => show(shown + 1 < tracks.length ? shown + 1 : -1));
  show(-1);
  return [pressed];
}

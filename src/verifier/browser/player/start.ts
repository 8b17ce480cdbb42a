import { playerOf } from './player';

const FILM = 'video[data-frames]';

/** What plays in this part of the page gets its player. @returns takes it away again */
function playersIn(part: ParentNode): () => void {
  const all = Array.from(part.querySelectorAll<HTMLVideoElement>(FILM)).map((video) => {
    const plain = video.cloneNode(true) as HTMLVideoElement;
    return { video, plain, player: playerOf(video) };
  });
  return () => {
    for (const { video, plain, player } of all) {
      player.replaceWith(plain);
      video.pause();
      // A browser has so many players and no more: one that is not seen is given back.
      video.removeAttribute('src');
      video.load();
    }
  };
}

/** Of a long list, what is open alone has a player. */
export function startPlayers(): void {
  for (const line of document.querySelectorAll<HTMLDetailsElement>('details.line')) {
    let end: (() => void) | undefined;
    const turned = (): void => {
      end?.();
      end = line.open ? playersIn(line) : undefined;
    };
    line.addEventListener('toggle', turned);
    if (line.open) turned();
  }
  for (const article of document.querySelectorAll('article.exhibit')) playersIn(article);
}

/** A line of a transcript takes the film beside it to its time, instead of opening the file. */
export function startSaid(): void {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('.said a[data-at]');
    const film = link?.closest('article')?.querySelector('video');
    if (!link || !film) return;
    event.preventDefault();
    film.currentTime = Number(link.dataset['at']);
    film.focus();
    void film.play().catch(() => undefined);
  });
}

// Signs are small on a phone. The whole page goes to the full screen and never the film alone, whose own control would cover the way out:
// the button stays beside the film, and Shift three times is heard.
const LARGE = 'intake-film-large';
const root = document.documentElement;
const button = document.querySelector<HTMLButtonElement>('[data-film-size]');

if (button !== null) {
  const larger = button.textContent;
  const { smaller = '' } = button.dataset;

  const show = (large: boolean): void => {
    root.classList.toggle(LARGE, large);
    button.textContent = large ? smaller : larger;
  };

  const shrink = (): void => {
    show(false);
    if (document.fullscreenElement !== null) void document.exitFullscreen();
  };

  /** Most of the screen is won by the page's own styles: a phone that gives no page the full screen shows the film large all the same. */
  const fill = async (): Promise<void> => {
    show(true);
    try {
      await root.requestFullscreen({ navigationUI: 'hide' });
    } catch {
      // It stays as large as the window.
    }
    // A second press may have come before the browser was there.
    if (!root.classList.contains(LARGE)) shrink();
  };

  button.addEventListener('click', () => {
    if (root.classList.contains(LARGE)) shrink();
    else void fill();
  });
  // By the browser's own way, Escape or a gesture.
  document.addEventListener('fullscreenchange', () => {
    if (document.fullscreenElement === null) show(false);
  });
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') shrink();
  });
  button.hidden = false;
}

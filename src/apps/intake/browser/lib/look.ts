import { onComingBack } from './coming-back';
import { onEnded, onGoesOn, onLookWanted, tellEnded, tellGoesOn } from './ended';
import { hasLeft } from './left';
import { ofLink } from './of-link';
import { stands } from './stands';

const COVERED = 'intake-covered';

const coverOf = (): Element | null => document.querySelector('[data-cover]');

/** What was typed into a form that has no script of its own, such as a letter to a maker: it is kept nowhere else. */
function typed(): readonly HTMLElement[] | undefined {
  const forms = [...document.querySelectorAll('textarea')]
    .filter(({ value, defaultValue }) => value !== defaultValue)
    .map(({ form }) => form);
  const own = forms.filter((form) => form !== null && form.dataset['module'] === undefined);
  return own.length === 0 ? undefined : own.filter((form) => form !== null);
}

/** All of `main` but what is held, what stands around that, and the way back, which tells nothing. */
function hide(parent: Element): void {
  for (const child of parent.children)
    if (child.matches('[data-held], .govuk-back-link')) continue;
    else if (child.querySelector('[data-held]') === null) child.classList.add(COVERED);
    else hide(child);
}

/** What the server says now stands before what is hidden. */
function lay(over: Element, words: Element): HTMLElement {
  const cover = document.createElement('div');
  cover.dataset['cover'] = '';
  cover.append(...words.childNodes);
  over.prepend(cover);
  return cover;
}

function cover(page: string): void {
  const said = new DOMParser().parseFromString(page, 'text/html');
  const [main, words] = [document.querySelector('main'), said.querySelector('main')];
  if (main === null || words === null || coverOf() !== null) return;
  hide(main);
  const over = lay(main, words);
  // Its links tell what somebody has here.
  const [foot, links] = [document.querySelector('footer'), said.querySelector('footer')];
  if (foot !== null && links !== null) {
    hide(foot);
    lay(foot, links);
  }
  const [heading] = over.getElementsByTagName('h1');
  if (heading === undefined || main.querySelector('[data-held]') !== null) return;
  heading.tabIndex = -1;
  heading.focus();
}

function uncover(): void {
  for (const over of document.querySelectorAll('[data-cover]')) over.remove();
  for (const element of document.querySelectorAll(`.${COVERED}`)) element.classList.remove(COVERED);
  for (const element of document.querySelectorAll<HTMLElement>('[data-held]')) delete element.dataset['held'];
}

/**
 * A page that stands open while its session ends elsewhere (the way out in another window, "I want to stop" on another device, a link that was
 * withdrawn, mere time) shows nothing of the victim's for long: it asks when somebody comes back to it, and now and then while it is to be seen. To ask
 * keeps no session alive. Where nothing would be lost the page gives way to what the server says now; else it is covered, and goes on once
 * its victim is in again. Without a line nobody can know, and it stays.
 */
export function look(leave: () => void): void {
  if (document.body.dataset['of'] === undefined) return;
  const now = onComingBack(async () => {
    if (hasLeft()) {
      leave();
      return;
    }
    if (document.hidden) return;
    const page = await stands('/still', ofLink());
    if (hasLeft()) leave();
    else if (page === undefined) return;
    else if (page === '') {
      if (coverOf() !== null) tellGoesOn();
    } else if (tellEnded()) cover(page);
    // Without its fragment, which alone would load nothing.
    else window.location.replace(window.location.pathname + window.location.search);
  });
  onLookWanted(now);
  onEnded(typed);
  onGoesOn(uncover);
}

import { ADDRESSES, HIDDEN } from './hidden';

const SIDEWAYS = `document.documentElement.scrollWidth > document.documentElement.clientWidth`;

/** Whether it tells of a mistake. */
const MISTAKEN = `Array.from(document.querySelectorAll('.govuk-error-summary')).some((summary) => summary.checkVisibility())`;

/** What the page runs or moves although she asked for calm. */
const MOVING = `document.getAnimations().filter(({ playState }) => playState === 'running').length`;

/** What holds more than it shows, and cannot be scrolled; what only screen readers meet is meant to, and a field scrolls by itself. */
const CUT_OFF = `Array.from(document.querySelectorAll('main :not(input), .intake-footer *')).filter((element) =>
  element.scrollWidth > element.clientWidth + 1
  && ['hidden', 'clip'].includes(getComputedStyle(element).overflowX)
  && element.closest('.govuk-visually-hidden') === null
).map(({ tagName, className }) => tagName + '.' + className)`;

/**
 * Numbers of telephones that do not run from the left in one line, and names that begin with a number and end with it: in a page from the
 * right another number would be called, and another name be read.
 */
const REVERSED = `(() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  const placeOf = (node, at) => {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect();
  };
  while (walker.nextNode()) {
    // What only a screen reader meets is read in the order of its letters.
    if (walker.currentNode.parentElement.closest('.govuk-visually-hidden') !== null) continue;
    for (const { 0: number, index } of walker.currentNode.data.matchAll(/(?:\\+\\d{1,3}|\\b0\\d+)(?:\\s\\d+)+|\\b12 Haust/g)) {
      const [first, last] = [index, index + number.length - 1].map((at) => placeOf(walker.currentNode, at));
      const wrong = first.top === last.top ? first.left >= last.left : !number.endsWith('Haust');
      if (first.width > 0 && wrong) found.push(number);
    }
  }
  return found;
})()`;

/** Lists whose numbers or points have no room on the side where their lines begin. */
const MARKERS = `Array.from(document.querySelectorAll('main :is(ol, ul)')).filter((list) =>
  getComputedStyle(list.firstElementChild ?? list).listStyleType !== 'none'
  && parseFloat(getComputedStyle(list).paddingInlineStart) < 20
).map(({ className }) => className)`;

/** The way out: on the screen at once, once, to another place, and its script before whatever else could fail. */
const WAY_OUT = `(() => {
  const ways = document.querySelectorAll('[data-exit] a[data-leave][ping="/leave"]');
  if (ways.length !== 1) return ways.length + ' ways out';
  const [way] = ways;
  const { top, bottom, left, right } = way.getBoundingClientRect();
  if (!way.checkVisibility() || top < 0 || left < 0 || bottom > innerHeight || right > innerWidth) return 'no way out on the screen';
  if (new URL(way.href).origin === location.origin) return 'a way out that leads back here';
  const [first] = document.head.querySelectorAll('script');
  return first === undefined || first.src !== '' || first.textContent.trim() === '' ? 'no script for the way out at its head' : '';
})()`;

/** All that is asked of a page in one go, each by a script of its own. HIDDEN scrolls and moves the focus: it comes last but for what moves then. */
const QUESTIONS = {
  sideways: SIDEWAYS,
  out: WAY_OUT,
  cut: CUT_OFF,
  reversed: REVERSED,
  cramped: MARKERS,
  torn: ADDRESSES,
  title: 'document.title',
  mistaken: MISTAKEN,
  headings: `document.querySelectorAll('h1').length`,
  hidden: HIDDEN,
  moving: MOVING,
};

export const ASKED = `({ ${Object.entries(QUESTIONS)
  .map(([name, script]) => `${name}: ${script}`)
  .join(', ')} })`;

export interface Asked {
  readonly sideways: boolean;
  /** What is wrong with the way out; empty when nothing. */
  readonly out: string;
  readonly cut: string[];
  readonly reversed: string[];
  readonly cramped: string[];
  readonly torn: string[];
  readonly title: string;
  readonly mistaken: boolean;
  readonly headings: number;
  readonly hidden: string[];
  readonly moving: number;
}

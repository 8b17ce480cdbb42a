import type { Page } from 'playwright-core';

/** Everything that the keyboard must reach; of a group of radio buttons one is enough. */
const REACHABLE = `(() => {
  const wanted = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex="-1"])';
  const groups = new Set();
  return Array.from(document.querySelectorAll(wanted)).filter((element) => {
    if (element.disabled || element.tabIndex < 0 || !element.checkVisibility()) return false;
    if (element.type !== 'radio') return true;
    const known = groups.has(element.name);
    groups.add(element.name);
    return !known;
  }).length;
})()`;

/** What has the focus: where, and whether anybody can see that it has. */
const FOCUSED = `(() => {
  const element = document.activeElement;
  if (element === null || element === document.body || element === document.documentElement) return null;
  window.reached ??= new Map();
  if (!reached.has(element)) reached.set(element, reached.size);
  const box = element.getBoundingClientRect();
  const shown = (one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== 'none' && style.outlineWidth !== '0px' || style.boxShadow !== 'none';
  };
  const label = element.labels?.[0];
  return {
    number: reached.get(element),
    words: (label?.textContent ?? element.textContent ?? '').trim().slice(0, 40) || element.outerHTML.slice(0, 80),
    onScreen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    visible: shown(element) || element.parentElement !== null && shown(element.parentElement),
    covered:
      !element.closest('.govuk-exit-this-page') &&
      !!document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height, 20) / 2)?.closest('.govuk-exit-this-page'),
    exit: element.className.includes('exit-this-page'),
  };
})()`;

interface Focused {
  readonly number: number;
  readonly words: string;
  readonly onScreen: boolean;
  readonly visible: boolean;
  readonly covered: boolean;
  readonly exit: boolean;
}

/** What is wrong for someone who has a keyboard alone: one line each. */
export async function keyboardFindings(page: Page): Promise<string[]> {
  const findings: string[] = [];
  // From the top, as after loading: what an error has put the focus on is a start of its own.
  await page.evaluate(
    `{ const { body } = document; body.tabIndex = -1; body.focus(); body.removeAttribute('tabindex'); scrollTo(0, 0); }`,
  );
  const hers = await page.evaluate<boolean>(`document.querySelector('.govuk-exit-this-page') !== null`);
  const wanted = await page.evaluate<number>(REACHABLE);
  let reached = 0;
  for (let count = 0; count < wanted + 5; count += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate<Focused | null>(FOCUSED);
    if (focused === null) break;
    if (focused.number < reached) break;
    reached += 1;
    if (count === 0 && hers && !focused.exit)
      findings.push(`the first stop is not the way out but ${focused.words}`);
    if (!focused.onScreen) findings.push(`off the screen: ${focused.words}`);
    if (focused.covered) findings.push(`under the way out: ${focused.words}`);
    if (!focused.visible) findings.push(`nobody sees that it has the focus: ${focused.words}`);
  }
  if (reached < wanted) findings.push(`the keyboard reaches ${reached} of ${wanted}`);
  return findings;
}

import type { BrowserContext, Page } from 'playwright-core';

/** Adds up how far the parts of a page move by themselves, from its first byte on: what nobody pressed anything for. */
const OBSERVE = `(() => {
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.shifted += value;
  }).observe({ type: 'layout-shift', buffered: true });
})()`;

export async function observeShifts(context: BrowserContext): Promise<void> {
  await context.addInitScript({ content: OBSERVE });
}

/** After the pictures that are in sight have come and been painted. https://web.dev/articles/cls calls less than 0.1 good. */
export async function shiftOf(page: Page): Promise<number> {
  return page.evaluate<number>(`(async () => {
    const inSight = [...document.images].filter((image) => {
      const { top, bottom } = image.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    });
    await Promise.all(inSight.map((image) => image.decode().catch(() => undefined)));
    await document.fonts.ready;
    for (let frame = 0; frame < 3; frame += 1) await new Promise((done) => requestAnimationFrame(done));
    return window.shifted;
  })()`);
}

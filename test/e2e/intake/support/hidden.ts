/** Addresses of pages and people that end a line within a word: what is copied by eye is copied wrong. */
export const ADDRESSES = `(() => {
  const address = /https?:\\/\\/\\S+|[^\\s@]+@[^\\s@]+\\.[^\\s@]+/g;
  const found = [];
  const topOf = ([node, at]) => {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const { top, width } = range.getBoundingClientRect();
    return width > 0 ? top : undefined;
  };
  const judge = (nodes) => {
    const places = nodes.flatMap((node) => Array.from(node.data, (_, at) => [node, at]));
    const text = nodes.map(({ data }) => data).join('');
    for (const { 0: whole, index } of text.matchAll(address)) {
      for (let at = index + 1; at < index + whole.length; at += 1) {
        if (!/[^\\W_]{2}/.test(text.slice(at - 1, at + 1))) continue;
        const [before, after] = [topOf(places[at - 1]), topOf(places[at])];
        if (before !== undefined && after !== undefined && after > before + 4) {
          found.push(text.slice(index, at) + '|' + text.slice(at, index + whole.length));
          break;
        }
      }
    }
  };
  for (const element of document.querySelectorAll('main, main *, .intake-footer *')) {
    let run = [];
    for (const node of [...element.childNodes, document]) {
      if (node.nodeType === Node.TEXT_NODE) run.push(node);
      else if (node.nodeName !== 'WBR') {
        judge(run);
        run = [];
      }
    }
  }
  return found;
})()`;

/**
 * What stays at the head or the foot of the window and hides what it must not: of what has the focus any part, and of what is read and can
 * be scrolled into sight a whole line. It scrolls and moves the focus, so it is asked last.
 */
export const HIDDEN = `(() => {
  const edges = Array.from(document.querySelectorAll('body *')).filter((element) => {
    const { position, opacity } = getComputedStyle(element);
    return ['sticky', 'fixed'].includes(position) && opacity !== '0' && element.checkVisibility();
  });
  const found = new Set();
  const told = (element) => (element.innerText || element.id || element.outerHTML).trim().slice(0, 40);
  const over = (element, box) => edges.some((edge) => {
    if (edge.contains(element)) return false;
    const other = edge.getBoundingClientRect();
    const [left, right] = [Math.max(box.left, other.left), Math.min(box.right, other.right)];
    const [top, bottom] = [Math.max(box.top, other.top), Math.min(box.bottom, other.bottom)];
    if (right - left <= 1 || bottom - top <= 1) return false;
    // Where both are, the upper one is met.
    return edge.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
  });
  const { scrollPaddingTop, scrollPaddingBottom } = getComputedStyle(document.documentElement);
  const room = innerHeight - (parseFloat(scrollPaddingTop) || 0) - (parseFloat(scrollPaddingBottom) || 0);
  const interactive = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  for (const element of document.querySelectorAll(interactive)) {
    if (!element.checkVisibility() || element.disabled || element.closest('.govuk-skip-link')) continue;
    // Tab goes the same way: into sight by the shortest way.
    element.focus();
    const box = element.getBoundingClientRect();
    const first = { ...box.toJSON(), bottom: Math.min(box.bottom, box.top + 20) };
    if (over(element, box.height <= room ? box : first)) found.add('the focus of ' + told(element));
  }
  for (const element of document.querySelectorAll('main *')) {
    if (!element.checkVisibility() || element.closest('.govuk-visually-hidden')) continue;
    // What has words of its own, and is not only around them.
    if (![...element.childNodes].some(({ nodeType, data }) => nodeType === Node.TEXT_NODE && data.trim() !== '')) continue;
    if (element.getBoundingClientRect().height > room) continue;
    element.scrollIntoView({ block: 'center' });
    if (over(element, element.getBoundingClientRect())) found.add('the words ' + told(element));
  }
  document.activeElement?.blur();
  scrollTo(0, 0);
  return [...found];
})()`;

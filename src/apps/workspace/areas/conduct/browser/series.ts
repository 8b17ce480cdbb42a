/** Dragging, the wheel and keys on the axis: each leads to an address that a link could lead to. */
const axis = document.querySelector<SVGSVGElement>('[data-axis]');

/** Of the axis' width: what is shorter was a press, not a drag. */
const DRAG = 0.01;
const WHEEL_MS = 120;
const SHORTEST_MS = 5 * 60_000;
const TYPED = 'input, textarea, select';

function zoomable(svg: SVGSVGElement): void {
  const from = Date.parse(svg.dataset['from'] ?? '');
  const until = Date.parse(svg.dataset['until'] ?? '');
  const goTo = (start: number, end: number): void => {
    const part = new URLSearchParams({
      from: new Date(start).toISOString(),
      until: new Date(end).toISOString(),
    });
    window.location.assign(`${window.location.pathname}?${part.toString()}`);
  };
  const share = (event: MouseEvent): number => {
    const { left, width } = svg.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - left) / width));
  };
  const moment = (part: number): number => Math.round(from + part * (until - from));

  const picked = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  picked.setAttribute('class', 'lintel-axis__picked');
  picked.setAttribute('height', '100%');
  let begun: number | undefined;
  let dragged = false;
  svg.addEventListener('dragstart', (event) => event.preventDefault());
  svg.addEventListener('pointerdown', (event) => {
    if (event.button === 0 && event.pointerType === 'mouse') begun = share(event);
    dragged = false;
  });
  window.addEventListener('pointermove', (event) => {
    if (begun === undefined) return;
    const here = share(event);
    dragged ||= Math.abs(here - begun) > DRAG;
    if (!dragged) return;
    picked.setAttribute('x', `${Math.min(begun, here) * 100}%`);
    picked.setAttribute('width', `${Math.abs(here - begun) * 100}%`);
    svg.append(picked);
  });
  window.addEventListener('pointerup', (event) => {
    if (begun === undefined) return;
    const [one, other] = [moment(begun), moment(share(event))];
    begun = undefined;
    if (dragged) goTo(Math.min(one, other), Math.max(one, other));
  });
  // The end of a drag is no press on what lies under it.
  svg.addEventListener(
    'click',
    (event) => {
      if (dragged) event.preventDefault();
    },
    true,
  );

  let factor = 1;
  let timer: number | undefined;
  svg.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && Math.abs(event.deltaX) > Math.abs(event.deltaY)) return;
      event.preventDefault();
      factor *= event.deltaY > 0 ? 1.5 : 1 / 1.5;
      const place = share(event);
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        const span = Math.max(SHORTEST_MS, (until - from) * factor);
        const start = moment(place) - place * span;
        goTo(Math.round(start), Math.round(start + span));
      }, WHEEL_MS);
    },
    { passive: false },
  );
  document.addEventListener('keydown', (event) => {
    const { key, target, ctrlKey, altKey, metaKey } = event;
    if (ctrlKey || altKey || metaKey || (target instanceof Element && target.matches(TYPED))) return;
    if (document.querySelector('dialog[open]') !== null) return;
    const wanted = key === '=' ? '+' : key;
    const link = document.querySelector<HTMLAnchorElement>(`[data-zoom="${CSS.escape(wanted)}"]`);
    if (link === null) return;
    event.preventDefault();
    link.click();
  });
}

if (axis !== null) zoomable(axis);

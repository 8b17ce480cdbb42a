/** What a pressed key does, by its name as the browser gives it. */
export type Keys = Readonly<Record<string, () => void>>;

const takesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, select, textarea');
const isPressed = (target: EventTarget | null, key: string): boolean =>
  (key === ' ' || key === 'Enter') && target instanceof HTMLElement && target.matches('button, a, summary');

/**
 * Keys work while the player, or something in it, has the focus, and nowhere else on the page (WCAG 2.1.4): someone who
 * dictates or types elsewhere starts nothing.
 */
export function listen(region: HTMLElement, keys: Keys): void {
  region.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (takesText(event.target) || isPressed(event.target, event.key)) return;
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const act = keys[event.shiftKey ? `Shift+${name}` : name] ?? keys[name];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
}

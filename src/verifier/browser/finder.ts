/** Hides the lines of a long list that do not have all the words that were typed; says how many are left. */
export function startFinder(): void {
  const finder = document.getElementById('finder');
  const input = document.getElementById('find');
  const found = document.getElementById('found');
  if (finder === null || found === null || !(input instanceof HTMLInputElement)) return;
  const lines = Array.from(document.querySelectorAll<HTMLElement>('details.line'));
  const texts = lines.map((line) => (line.querySelector('summary')?.textContent ?? '').toLowerCase());
  input.addEventListener('input', () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let left = 0;
    lines.forEach((line, at) => {
      const isShown = words.every((word) => texts[at]?.includes(word));
      line.hidden = !isShown;
      if (isShown) left += 1;
    });
    found.textContent = words.length === 0 ? '' : `${left} of ${lines.length}`;
  });
  finder.hidden = false;
}

/** A part of the player by its `data-part`. @throws Error when the page has none */
export function part<Kind extends HTMLElement>(root: ParentNode, name: string, kind: new () => Kind): Kind {
  const found = root.querySelector(`[data-part="${name}"]`);
  if (found instanceof kind) return found;
  throw new Error(`the player has no part ${name}`);
}

/** Presses of the buttons that say what they do by `data-do`. */
export function onPress(root: ParentNode, acts: Readonly<Record<string, () => void>>): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>('button[data-do]')) {
    const act = acts[button.dataset['do'] ?? ''];
    if (act !== undefined) button.addEventListener('click', act);
  }
}

import type { Mask, Span } from './drawing';
import { restsOf } from './rests';

function pressed(words: string, act: () => void, disabled: boolean): HTMLButtonElement {
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', className: 'lintel-key', textContent: words, disabled });
  button.addEventListener('click', act);
  return button;
}

/** A mask in the list: its frames, and in which of them nothing follows. */
export function maskItem(
  mask: Mask,
  index: number,
  { reason, isChosen, busy }: { readonly reason: string; readonly isChosen: boolean; readonly busy: boolean },
  choose: () => void,
): HTMLElement {
  const item = document.createElement('li');
  const keys = mask.keys.length > 1 ? `, ${mask.keys.length} key frames` : '';
  const rests = restsOf([mask]).map(({ from, to, decided }) =>
    decided ? `, stands still from frame ${from} on` : `, not followed in frames ${from} to ${to}`,
  );
  const words = `${index + 1}. ${reason}, frames ${mask.from} to ${mask.to}${keys}${rests.join('')}`;
  const button = pressed(words, choose, busy);
  button.setAttribute('aria-pressed', String(isChosen));
  if (mask.loose !== undefined && mask.loose.length > 0) button.classList.add('lintel-key--loose');
  item.append(button);
  return item;
}

/** A silenced stretch in its list. */
export function soundItem(span: Span, busy: boolean, takeOut: () => void): HTMLElement {
  const item = document.createElement('li');
  const [from, to] = [span.fromMs / 1_000, span.toMs / 1_000].map((seconds) => seconds.toFixed(3));
  item.append(`${span.kind === 'mute' ? 'Silence' : 'Tone'} from ${from ?? ''} s to ${to ?? ''} s `);
  item.append(pressed('Take it out', takeOut, busy));
  return item;
}

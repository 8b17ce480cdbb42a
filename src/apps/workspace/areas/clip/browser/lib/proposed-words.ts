import { ask } from '../../../../shell/browser/lib/ask';
import { exchange } from '../../../../shell/browser/lib/live';
import { letGo } from '../../../../shell/browser/lib/pressing';
import type { Saver } from './saver';
import type { Line } from './transcript-rows';

export interface Draft {
  readonly saver: Saver;
  /** Where the lines are typed. */
  readonly list: HTMLElement;
  readonly show: (lines: readonly Line[]) => void;
}

/**
 * Words that a program proposes are asked for and taken without leaving the page, so that the player stays as it is. What is typed is saved
 * before, and nobody types until the lines are shown that the service then has.
 */
export function takesWords(draft: Draft): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset['words'] === undefined) return;
    event.preventDefault();
    const { submitter } = event;
    draft.list.inert = true;
    void act(draft, form, submitter).finally(() => (draft.list.inert = false));
  });
}

async function act(
  { saver, show }: Draft,
  form: HTMLFormElement,
  pressed: HTMLElement | null,
): Promise<void> {
  if (!(await saver.settle())) return;
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, pressed))
    if (typeof value === 'string') body.append(name, value);
  const answer = await ask(form.action, { method: 'POST', body });
  if (answer === undefined) {
    saver.unanswered();
    return;
  }
  await letGo();
  const page = new DOMParser().parseFromString(answer.text, 'text/html');
  const fresh = page.querySelector<HTMLElement>('form[data-transcript]');
  // Refused or signed out: nothing was taken, and the page of the same act says why.
  if (!answer.ok || fresh === null) {
    send(form, pressed);
    return;
  }
  show(JSON.parse(fresh.dataset['lines'] ?? '[]') as Line[]);
  saver.goOnFrom(Number(fresh.dataset['revision']));
  exchange(page, { form, body });
}

/** With what was pressed, which `submit()` would leave out. */
function send(form: HTMLFormElement, pressed: HTMLElement | null): void {
  if (pressed instanceof HTMLButtonElement && pressed.name !== '') {
    const field = document.createElement('input');
    Object.assign(field, { type: 'hidden', name: pressed.name, value: pressed.value });
    form.append(field);
  }
  form.submit();
}

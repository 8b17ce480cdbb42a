import { ask, jsonOf, SHORT_MS } from './ask';
import { cover, uncover } from './cover';
import { lookWhetherStill, STILL } from './still';

/**
 * Says two minutes before that the session ends for want of use, and afterwards that it has ended. The page stays as it is, with
 * all that was typed: whoever signs in again in another tab goes on here. A form that would be lost is held back: what was
 * typed for longer than a minute is sent only after asking whether the session is still there, whatever ended it. Once it is over nothing of the
 * page is to be seen, by whatever key.
 */
const WARN_MS = 120_000;
const UNASKED_MS = 60_000;
/** What was loaded is noted no more often than this. */
const NOTED_MS = 5_000;

const TITLES = {
  warning: 'You will be signed out soon',
  over: 'You have been signed out',
  away: 'The service cannot be reached just now',
} as const;
type Part = keyof typeof TITLES;

class TimeOut {
  private readonly idleMs: number;
  private readonly officer: string;
  /** Whichever tab used the session last: its end has moved on for all of them. */
  private readonly tabs = new BroadcastChannel('lintel-session');
  private readonly asked = new WeakSet<HTMLFormElement>();
  private timer: number | undefined;
  private usedAt = Date.now();
  private ended = false;

  constructor(private readonly dialog: HTMLDialogElement) {
    this.idleMs = Number(dialog.dataset['idle']) * 1_000;
    this.officer = dialog.dataset['officer'] ?? '';
    this.part('stay')?.addEventListener('click', () => void this.goOn());
    this.part('again')?.addEventListener('click', () => void this.goOn());
    this.part('close')?.addEventListener('click', () => dialog.close());
    dialog.addEventListener('cancel', (event) => {
      if (this.ended) event.preventDefault();
    });
    // A second Escape closes a dialog whatever the page says to it.
    dialog.addEventListener('close', () => {
      if (this.ended) this.show('over');
    });
    lookWhetherStill(this.officer, (who) => this.heard(who));
    this.tabs.addEventListener('message', ({ data }) => {
      if (data === this.officer) this.begin();
      else this.end();
    });
    document.addEventListener('submit', (event) => this.submitted(event), true);
    new PerformanceObserver((list) => this.loaded(list.getEntries())).observe({ type: 'resource' });
    this.used();
  }

  private part(name: string): HTMLElement | null {
    return this.dialog.querySelector(`[data-part="${name}"]`);
  }

  private show(name: Part): void {
    for (const one of Object.keys(TITLES)) this.part(one)?.toggleAttribute('hidden', one !== name);
    // Whoever passes by is not to read what the page showed.
    this.dialog.toggleAttribute('data-over', name === 'over');
    const title = this.dialog.querySelector('h2');
    if (title !== null) title.textContent = TITLES[name];
    if (!this.dialog.open) {
      for (const other of document.querySelectorAll<HTMLDialogElement>('dialog[open]')) other.close();
      this.dialog.showModal();
    }
    title?.focus();
  }

  private end(): void {
    window.clearTimeout(this.timer);
    this.ended = true;
    cover(TITLES.over);
    if (!this.dialog.hasAttribute('data-over')) this.show('over');
  }

  /** @param who is signed in now, whatever this page thought */
  private heard(who: string): void {
    if (who === this.officer) {
      if (this.ended) this.begin();
      return;
    }
    // Of another officer, who has signed in here since, the pages stand open rightly.
    if (!this.ended && who === '') this.tabs.postMessage('');
    this.end();
  }

  private begin(): void {
    window.clearTimeout(this.timer);
    this.ended = false;
    this.usedAt = Date.now();
    uncover();
    this.dialog.removeAttribute('data-over');
    if (this.dialog.open) this.dialog.close();
    const warning = Math.min(WARN_MS, this.idleMs / 2);
    this.timer = window.setTimeout(() => {
      this.show('warning');
      this.timer = window.setTimeout(() => this.end(), warning);
    }, this.idleMs - warning);
  }

  private used(): void {
    this.begin();
    this.tabs.postMessage(this.officer);
  }

  /** What the page loads for itself, such as a film, is a use of the session, too. Assets and streams of changes are none. */
  private loaded(entries: readonly PerformanceEntry[]): void {
    if (this.ended || this.dialog.open || Date.now() - this.usedAt < NOTED_MS) return;
    const isUse = (entry: PerformanceEntry): boolean => {
      const { origin, pathname } = new URL(entry.name);
      const isOurs =
        origin === window.location.origin &&
        !pathname.startsWith('/assets/') &&
        pathname !== STILL &&
        !pathname.endsWith('/changes');
      return isOurs && entry instanceof PerformanceResourceTiming && entry.responseStatus < 400;
    };
    if (entries.some(isUse)) this.used();
  }

  /** Asking is a use of the session. */
  private async goOn(): Promise<boolean> {
    const answer = await ask('/api/v1/session', {}, SHORT_MS);
    const here = answer?.ok === true ? (jsonOf(answer) as { id: string } | undefined) : undefined;
    if (here === undefined && answer?.status !== 401) {
      this.show('away');
      return false;
    }
    const { id } = here ?? { id: '' };
    if (id === this.officer) this.used();
    else this.end();
    return id === this.officer;
  }

  private submitted(event: SubmitEvent): void {
    const { target: form, submitter } = event;
    if (!(form instanceof HTMLFormElement) || form.getAttribute('method') !== 'post') return;
    if (form.getAttribute('action') === '/sign-out') {
      // The other tabs are over, too; one that is not after all says so when it is asked.
      this.tabs.postMessage('');
      return;
    }
    if (this.asked.delete(form) || (!this.ended && Date.now() - this.usedAt < UNASKED_MS)) return;
    event.preventDefault();
    event.stopPropagation();
    void this.goOn().then((there) => {
      if (!there) return;
      this.asked.add(form);
      form.requestSubmit(submitter);
    });
  }
}

export function timeOut(): void {
  const dialog = document.querySelector<HTMLDialogElement>('dialog[data-idle]');
  if (dialog !== null) new TimeOut(dialog);
}

const waiting = new WeakMap<object, () => void>();

/**
 * A form that its route is expected to refuse is let through to show its errors. Should the route take it after all,
 * `confirm` is called first.
 */
export function confirmBeforeTaking(form: unknown, confirm: () => void): void {
  if (typeof form === 'object' && form !== null) waiting.set(form, confirm);
}

/** @throws StepUpNeeded for a form that was let through only to be refused */
export function mayBeTaken(form: unknown): void {
  if (typeof form === 'object' && form !== null) waiting.get(form)?.();
}

/** What is called when a line may be another than before: a phone that wakes up, a connection that is back, another network. */
export function onWake(wake: () => void): void {
  const { connection } = navigator as { readonly connection?: EventTarget };
  window.addEventListener('online', wake);
  connection?.addEventListener('change', wake);
  document.addEventListener('resume', wake);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) wake();
  });
}

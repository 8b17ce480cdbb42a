import { onComingBack } from './lib/coming-back';
import { stands } from './lib/stands';

/**
 * The page of a bundle gives way to what the service says now once its link was taken back or its session has ended. Nothing is typed there, and a
 * download that runs is the browser's own. Without a line nobody can know, and it stays.
 */
const now = onComingBack(async () => {
  if (document.hidden) return;
  const page = await stands('/download/still');
  if (page !== undefined && page !== '') window.location.replace('/download');
});
window.addEventListener('pageshow', (event) => {
  if (event.persisted) now();
});

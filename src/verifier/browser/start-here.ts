import { startPage } from './page';
import { serveThread } from './threads';

// The page needs no second file: its threads run this very script, and have no document.
if (typeof document === 'undefined') serveThread();
else startPage(document.currentScript?.textContent ?? '');

import { everyPage, onPaper, place } from '../support/every-page';

const here = place();
everyPage(here, { name: 'phone', width: 360, height: 740, axe: true });
onPaper(here, ['receipt', 'receipt-plain', 'notice-again', 'help-ring']);

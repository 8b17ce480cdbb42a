import { everyPage, onPaper, place } from '../support/every-page';
import { Lengths } from '../support/lengths';

const here = place();
const lengths = new Lengths();
everyPage(
  here,
  'en-GB',
  [
    { name: 'phone', width: 360, height: 740, axe: true },
    { name: 'desk', width: 1280, height: 900, dark: true, axe: true },
    // 1280 by 1024 at 400 % is 320 by 256 CSS pixels (WCAG 2.2, 1.4.10).
    { name: 'zoom', width: 320, height: 256, forced: true, axe: true, keyboard: true },
    { name: 'tablet', width: 768, height: 1024 },
  ],
  { reader: lengths.read },
);
it('each can be read at nine, and the report says how long it is', () => lengths.judge());
onPaper(here, ['receipt', 'receipt-plain', 'notice-again', 'easy-read', 'help-ring']);

import { PSEUDO_LONG, PSEUDO_RIGHT_TO_LEFT } from '../../../support/pseudo-languages';
import { everyPage, place } from '../support/every-page';

const here = place();
everyPage(here, { name: 'desk', width: 1280, height: 900 });
everyPage(here, { name: 'from-the-right', width: 320, height: 700, locale: PSEUDO_RIGHT_TO_LEFT.tag });
everyPage(here, { name: 'long-words', width: 320, height: 700, locale: PSEUDO_LONG.tag });

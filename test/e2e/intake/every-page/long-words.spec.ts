import { PSEUDO_LONG } from '../../../support/pseudo-languages';
import { everyPage, place } from '../support/every-page';

everyPage(place(), PSEUDO_LONG.tag, [{ name: 'long-words', width: 320, height: 700 }]);

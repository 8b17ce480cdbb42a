import { PSEUDO_RIGHT_TO_LEFT } from '../../../support/pseudo-languages';
import { everyPage, place } from '../support/every-page';

everyPage(place(), PSEUDO_RIGHT_TO_LEFT.tag, [{ name: 'from-the-right', width: 320, height: 700 }]);

import { PSEUDO_RIGHT_TO_LEFT } from '../../../support/pseudo-languages';
import { everyPage, LONG_CONTACT, place, shareOf } from '../support/every-page';

everyPage(
  place({ INTAKE_CONTACT: LONG_CONTACT }),
  PSEUDO_RIGHT_TO_LEFT.tag,
  [{ name: 'from-the-right', width: 320, height: 700 }],
  { states: shareOf(1, 2) },
);

import { PSEUDO_LONG } from '../../../support/pseudo-languages';
import { everyPage, LONG_CONTACT, place, shareOf } from '../support/every-page';

everyPage(
  place({ INTAKE_CONTACT: LONG_CONTACT }),
  PSEUDO_LONG.tag,
  [{ name: 'long-words', width: 320, height: 700 }],
  { states: shareOf(0, 2) },
);

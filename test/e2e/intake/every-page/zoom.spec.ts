import { everyPage, place } from '../support/every-page';

/** 1280 by 1024 at 400 % is 320 by 256 CSS pixels (WCAG 2.2, 1.4.10). */
everyPage(place(), { name: 'zoom', width: 320, height: 256, forced: true, axe: true, keyboard: true });

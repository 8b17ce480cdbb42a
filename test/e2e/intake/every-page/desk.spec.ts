import { everyPage, place } from '../support/every-page';

everyPage(place(), { name: 'desk', width: 1280, height: 900, dark: true, axe: true });

import { Keeper } from './lib/keeper';

for (const form of document.querySelectorAll<HTMLFormElement>('[data-module="intake-writing"]'))
  new Keeper(form).listen();

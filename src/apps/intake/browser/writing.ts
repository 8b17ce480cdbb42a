import { Keeper } from './lib/keeper';
import { Stay } from './lib/stay';

const formsOf = (module: string): NodeListOf<HTMLFormElement> =>
  document.querySelectorAll(`[data-module="${module}"]`);

for (const form of formsOf('intake-writing')) new Keeper(form).listen();
for (const form of formsOf('intake-stay')) new Stay(form).listen();

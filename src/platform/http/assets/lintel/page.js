import { initAll } from '/assets/govuk-frontend.min.js';

initAll();
// What came in with a part that was exchanged is new to it.
document.addEventListener('lintel:exchanged', ({ target }) => initAll({ scope: target }));

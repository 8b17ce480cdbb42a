import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Forms of pages that show nothing which another page could have changed since, or that overwrite nothing. */
const OVERWRITES_NOTHING: Readonly<Record<string, string>> = {
  'code.njk /': 'a code',
  'diary-search.njk /diary/search': 'looks, and keeps nothing',
  'earlier.njk /earlier': 'a code',
  'first-letter.njk /first/{{ make }}': 'comes back as a file, and is kept nowhere',
  'own-code.njk /own-code': 'a code',
  'pressure.njk /pressure': 'each report stands by itself',
  // Each answer about a file is added to those before it, and all stay in the log.
  'better.njk /files/{{ clip.id }}/better': 'one choice, which the page shows',
  'clock.njk /files/{{ clip.id }}/clock': 'one choice, which the page shows',
  'make.njk /files/{{ clip.id }}/make': 'one choice, which the page shows',
  'picture.njk /files/{{ clip.id }}/picture': 'each time is added to those before it',
};

const FORM = /<form method="post" action="([^"]*)"[\s\S]*?<\/form>/g;
const ASKS = /govuk(?:Checkboxes|DateInput|Input|Radios|Select|Textarea)\(|\bradios\(|\bcodeField\(/;
/** The digest of what was shown, of the page or of a row; of ticked boxes those that were ticked. */
const CARRIES = /name="(?:base(?:-|")|had")/;

const folder = join(__dirname, 'templates');
const forms = readdirSync(folder)
  .filter((file) => file.endsWith('.njk'))
  .flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(FORM)].map(([form, action = '']) => ({
      name: `${file} ${action}`,
      form,
    })),
  )
  .filter(({ form }) => ASKS.test(form));

describe('a form that says again what may have been said on another page since', () => {
  it('carries what its own page showed', () => {
    const without = forms.filter(({ form }) => !CARRIES.test(form)).map(({ name }) => name);
    expect(without.filter((name) => !(name in OVERWRITES_NOTHING))).toEqual([]);
    expect(forms.length - without.length).toBeGreaterThan(4);
  });

  it('is excused only while it is there', () => {
    const names = new Set(forms.map(({ name }) => name));
    expect(Object.keys(OVERWRITES_NOTHING).filter((name) => !names.has(name))).toEqual([]);
  });
});

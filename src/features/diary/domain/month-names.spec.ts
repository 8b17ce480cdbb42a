import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MONTH_LANGUAGES, monthNamed, monthNames } from './month-names';

describe('the name of a month', () => {
  it.each(MONTH_LANGUAGES)('is that month in every language that has it: %s', (language) => {
    for (let month = 1; month <= 12; month += 1)
      for (const name of monthNames(language, month)) expect([name, monthNamed(name)]).toEqual([name, month]);
  });

  it.each([
    ['marca', 3],
    ['PAZDZIERNIK', 10],
    ['березня', 3],
    ['ابريل', 4],
    ['أبريل', 4],
    ['آذار', 3],
    ['Sept.', 9],
    ['Mar', 3],
    ['Janu', 1],
    ['febuary', 2],
    ['SEPTMEBER,', 9],
    ['mis Hydref', 10],
    ['o Fawrth', 3],
    ['جنوري', 1],
    ['مئي', 5],
    ['اكتوبر', 10],
    ['marraskuu', undefined],
    ['Jan-Feb', undefined],
    ['March or April', undefined],
    ['march 25', undefined],
    ['novemberish', undefined],
    ['Margaret', undefined],
    ['maybe', undefined],
    ['decorator', undefined],
    ['ma', undefined],
    ['3', undefined],
    ['', undefined],
  ])('%s is %s', (typed, month) => expect(monthNamed(typed)).toBe(month));

  it('is known in each language that there is a draft of', () => {
    const drafts = readdirSync(join(__dirname, '../../../apps/intake/texts/drafts'));
    expect(MONTH_LANGUAGES).toEqual(expect.arrayContaining(drafts.map((name) => name.replace('.po', ''))));
  });
});

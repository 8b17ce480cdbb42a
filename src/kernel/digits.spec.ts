import { plainDigits } from './digits';

describe('digits of any script', () => {
  it.each([
    ['٠١٢٣٤٥٦٧٨٩', '0123456789'],
    ['۰۱۲۳۴۵۶۷۸۹', '0123456789'],
    ['০১২৩৪৫৬৭৮৯', '0123456789'],
    ['𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗', '0123456789'],
    ['0123456789', '0123456789'],
    ['٩:١٥ pm', '9:15 pm'],
    ['½ Ⅳ', '½ Ⅳ'],
  ])('%s is read as %s', (typed, plain) => expect(plainDigits(typed)).toBe(plain));
});

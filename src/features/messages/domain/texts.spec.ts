import { KINDS, masked, textOf } from './texts';

const link = 'https://files.example/i/Zm9v';

describe.each(KINDS)('the message "%s"', (kind) => {
  const { subject, body } = textOf(kind, link);

  it('says nothing of what it is about', () => {
    expect(`${subject} ${body}`).not.toMatch(
      /police|officer|evidence|crime|court|stalk|harass|victim|statement|clip|doorbell|video|footage|case|investigat|lintel/i,
    );
  });

  it('holds no number that could be a code, and asks nothing', () => {
    expect(`${subject} ${body.replace(link, '')}`).not.toMatch(
      /\d|\?|code|password|today|soon|please|urgent/i,
    );
  });

  it('fits into two text messages', () => expect(body.length - link.length + 80).toBeLessThan(306));
});

it('has the link in one message only', () => {
  expect(KINDS.filter((kind) => textOf(kind, link).body.includes(link))).toEqual(['link']);
});

it('can be shown without the secret part of the link', () => {
  expect(masked(textOf('link', link).body, 'Zm9v')).toContain('https://files.example/i/(hidden)');
});

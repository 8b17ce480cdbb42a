import { shownAs } from './domain';

describe('an original in the browser', () => {
  it.each(['image/jpeg', 'image/png', 'image/webp', 'image/gif'])('may be looked at as %s', (kind) =>
    expect(shownAs(kind)).toBe(kind),
  );
  it.each([
    'image/svg+xml',
    'text/html',
    'text/plain',
    'application/pdf',
    'application/xml',
    'video/mp4',
    null,
  ])('is only taken away as %s: it might run, or the browser cannot show it safely', (kind) =>
    expect(shownAs(kind)).toBeUndefined(),
  );
});

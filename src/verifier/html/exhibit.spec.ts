import type { BundleExhibit } from '../bundle/bundle-json';
import { exhibitArticle } from './exhibit';

const file = (path: string) => ({ path, sha256: '0'.repeat(64), size: 1 });
const shown = (more: Partial<BundleExhibit>): string =>
  exhibitArticle(
    { ref: 'AB/1', description: 'A door', producer: '', clip: 'x', viewing: [], custody: 'c', ...more },
    0,
    [],
  );

describe('an exhibit on the reader’s page', () => {
  it('is a film with its player, or a picture', () => {
    const proxy = { ...file('data/viewing/AB-1/proxy.mp4'), kind: 'proxy' };
    expect(shown({ viewing: [proxy], original: file('data/originals/AB-1/AB-1.mov') })).toContain('<video');
    expect(shown({ original: file('data/originals/AB-1/AB-1.png') })).toContain('<img');
  });

  it('says that there is nothing to see here where a file cannot be shown', () => {
    expect(shown({ original: file('data/originals/AB-1/AB-1.mp4') })).toContain('another program to open it');
    expect(shown({})).toContain('This page has no picture of it.');
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');
const read = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));

interface Component {
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
}

/** Who has to find out whether a part with a known weakness is in what runs here. */
describe('the list of components that the build writes (CycloneDX)', () => {
  const { bomFormat, components } = read('dist/sbom.cdx.json') as {
    readonly bomFormat: string;
    readonly components: readonly Component[];
  };
  const { packages } = read('package-lock.json') as {
    readonly packages: Readonly<
      Record<string, { readonly version: string; readonly dev?: boolean; readonly devOptional?: boolean }>
    >;
  };
  const named = new Set(components.map(({ name, version }) => `${name}@${version}`));

  it('names every package that is installed to run it, with its version', () => {
    expect(bomFormat).toBe('CycloneDX');
    const needed = Object.entries(packages)
      .filter(([path, { dev, devOptional }]) => path !== '' && dev !== true && devOptional !== true)
      .map(([path, { version }]) => `${path.split('node_modules/').at(-1) ?? ''}@${version}`);
    expect(needed.length).toBeGreaterThan(100);
    expect(needed.filter((one) => !named.has(one))).toEqual([]);
  });

  it('names none that is there to build and test it alone', () => {
    expect(
      components.filter(({ name }) => ['jest', 'eslint', 'playwright-core', 'typescript'].includes(name)),
    ).toEqual([]);
  });

  it('names each with its place in the registry and the hash of what comes from there', () => {
    const bare = components.filter(
      ({ purl, hashes }) => !purl.startsWith('pkg:npm/') || !hashes?.some(({ alg }) => alg === 'SHA-512'),
    );
    expect(bare).toEqual([]);
  });
});

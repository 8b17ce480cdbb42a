import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Policy {
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Condition?: { readonly StringLike?: { readonly 's3:prefix'?: readonly string[] } };
  }[];
}

const ROOT = join(__dirname, '../../../..');
/** Neither workspace nor issuer reads these: heads of the log, tokens that are in the database, too, and entries of small ZIPs, which are no objects. */
const OF_THE_WORKER = ['checkpoints', 'small', 'timestamps'];

/** The first part of each name of evidence that is made in the source. */
function kindsOfNames(): string[] {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  const source = files
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => readFileSync(join(ROOT, 'src', name), 'utf8'));
  const made = source.flatMap((text) => [
    ...text.matchAll(/evidenceKey\(\s*`([a-z]+)\//g),
    ...text.matchAll(/return `(renditions)\//g),
  ]);
  return [...new Set(made.map(([, kind = '']) => kind))].sort();
}

function prefixesIn(file: string, sid: string): readonly string[] {
  const policy = JSON.parse(readFileSync(join(ROOT, 'deploy/s3', file), 'utf8')) as Policy;
  return policy.Statement.find(({ Sid }) => Sid === sid)?.Condition?.StringLike?.['s3:prefix'] ?? [];
}

describe('the policies of the buckets', () => {
  const evidence = prefixesIn(
    'evidence-policy.json',
    'WorkspaceAndIssuerFindTheFirstVersionOfANameThatTheyKnow',
  );
  const incoming = prefixesIn('incoming-policy.json', 'WorkspaceLooksForANameOfItsOwn');

  it('know each kind of stored file that workspace or issuer may be told to read', () => {
    const known = evidence.map((pattern) => pattern.split('/')[0] ?? '');
    const kinds = kindsOfNames().filter((kind) => !OF_THE_WORKER.includes(kind));
    expect(kinds).toContain('masters');
    expect([...new Set(known)].sort()).toEqual([...kinds, 'nothing'].sort());
  });

  it('let nobody ask for names by their beginning: each holds a random id or a hash', () => {
    for (const pattern of [...evidence, ...incoming].filter((name) => name !== 'nothing/nothing')) {
      expect(pattern.split('*')[0]?.replace(/[^?]/g, '').length).toBeGreaterThanOrEqual(32);
    }
  });
});

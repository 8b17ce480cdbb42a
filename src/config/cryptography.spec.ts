import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const ROOT = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const filesBelow = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.spec|\.d)\.(ts|mjs|cjs|sql)$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));

/** Functions of Node's that are told which algorithm; the others are listed by name. */
const NAMING = 'createHash|createHmac|createCipheriv|createDecipheriv|hkdfSync|generateKeyPairSync';
const PACKAGES =
  /^(@noble\/[\w-]+|@node-rs\/\w+|@simplewebauthn\/\w+|@peculiar\/[\w-]+|hash-wasm|openid-client|oauth4webapi|jose|nodemailer|node-forge|tweetnacl|libsodium[\w-]*|bcrypt\w*|crypto-js|elliptic)/;
const SQL =
  /(?<![.\w])(sha224|sha256|sha384|sha512|md5|hmac|crypt|gen_salt|pgp_\w+|encrypt|decrypt|gen_random_bytes|gen_random_uuid)\(/g;

const found = (text: string, pattern: RegExp): RegExpMatchArray[] => [...text.matchAll(pattern)];

function usesIn(file: string): string[] {
  const text = read(file);
  const uses: string[] = [];
  const add = (label: string): void => void uses.push(label);
  if (file.startsWith('migrations/')) for (const [, name = ''] of found(text, SQL)) add(`SQL ${name}`);
  if (file.endsWith('.sql')) return uses;
  for (const [, names = '', module = ''] of found(text, /import\s([^;]*?)\sfrom\s'([^']+)'/g)) {
    const [known] = PACKAGES.exec(module) ?? [];
    if (known !== undefined && !names.startsWith('type ')) add(known);
    if (!/^(node:)?(crypto|tls)$/.test(module) || names.startsWith('type ')) continue;
    for (const [, name = ''] of found(names.replaceAll(/\btype \w+/g, ''), /(\w+)/g)) {
      if (/^(sign|verify)$/.test(name)) {
        const calls = found(text, new RegExp(`(?<![.\\w])${name}\\((null,)?`, 'g'));
        for (const [, isEdwards] of calls)
          add(isEdwards === undefined ? `${name}: ${file}` : `${name} Ed25519`);
      } else if (!new RegExp(`^(${NAMING})$`).test(name)) add(name);
    }
  }
  const named = new RegExp(`(?<!function )\\b(${NAMING})\\(\\s*(?:'([^']+)')?`, 'g');
  for (const [, name = '', algorithm] of found(text, named))
    add(algorithm === undefined ? `${name}: ${file}` : `${name} ${algorithm}`);
  for (const [, name = '', algorithm] of found(text, /\bsubtle\.(\w+)\((?:'([^']+)')?/g))
    add(`subtle.${name} ${algorithm ?? file}`);
  return uses;
}

const USED = new Set(['src', 'migrations', 'bin'].flatMap(filesBelow).flatMap(usesIn));

/** First cells of the tables: `this`, or more than one of them with commas between. */
const LISTED = (read('docs/cryptography.md').split('\n## Keys\n')[0] ?? '')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .flatMap((line) => found(line.split('|')[1] ?? '', /`([^`]+)`/g).map(([, label = '']) => label));
const OWN = LISTED.filter((label) => label.startsWith('own: ')).map((label) => label.slice(5));

describe('the inventory of cryptography', () => {
  it('names everything that the program uses, and nothing else', () => {
    expect(USED.size).toBeGreaterThan(20);
    const standing = LISTED.filter((label) => !label.startsWith('own: '));
    expect([...USED].filter((label) => !standing.includes(label)).sort()).toEqual([]);
    expect(standing.filter((label) => !USED.has(label)).sort()).toEqual([]);
  });

  it('names what is calculated by code of our own, where it is', () => {
    expect(OWN.length).toBeGreaterThan(0);
    expect(OWN.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});

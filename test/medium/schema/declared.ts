import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { Code } from '../../support/statements/code';
import { ROOT } from '../../support/typescript';

/** What a property's TypeScript type says, without `null`. */
export interface DeclaredType {
  readonly nullable: boolean;
  /** Of each member of an array, where it is one. */
  readonly family: 'string' | 'number' | 'boolean' | 'Date' | 'Buffer' | 'json';
  readonly array: boolean;
  /** The literals of a union; empty for any other type. */
  readonly words: readonly string[];
  /** The type as written out; two columns with the same brand have the same. */
  readonly text: string;
}

/** Every file of entities, from the project's root. */
export const entityFiles = (): string[] =>
  readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.entity.ts'))
    .map((file) => join(ROOT, 'src', file))
    .sort();

const has = (type: ts.Type, flag: ts.TypeFlags): boolean => (type.flags & flag) !== 0;

function familyOf(checker: ts.TypeChecker, type: ts.Type): DeclaredType['family'] {
  const parts = type.isUnion() ? type.types : [type];
  const every = (flag: ts.TypeFlags): boolean =>
    parts.every((part) => has(part, flag) || (part.isIntersection() && part.types.some((t) => has(t, flag))));
  if (every(ts.TypeFlags.StringLike)) return 'string';
  if (every(ts.TypeFlags.NumberLike)) return 'number';
  if (every(ts.TypeFlags.BooleanLike)) return 'boolean';
  const name = checker.typeToString(type);
  if (name === 'Date') return 'Date';
  return name.startsWith('Buffer') ? 'Buffer' : 'json';
}

function declared(checker: ts.TypeChecker, property: ts.PropertyDeclaration): DeclaredType {
  const whole = checker.getTypeAtLocation(property);
  const parts = whole.isUnion() ? whole.types : [whole];
  const bare = checker.getNonNullableType(whole);
  const array = checker.isArrayType(bare);
  const element = array ? checker.getTypeArguments(bare as ts.TypeReference)[0] : undefined;
  const literals = parts.filter((part) => part.isStringLiteral());
  return {
    nullable: parts.some((part) => has(part, ts.TypeFlags.Null)),
    family: familyOf(checker, element ?? bare),
    array,
    words: literals.map((part) => part.value).sort(),
    text: checker.typeToString(bare),
  };
}

/** Types of all properties, by `Class.property`. */
export function declaredTypes(files: readonly string[]): ReadonlyMap<string, DeclaredType> {
  const { checker, files: sources } = Code.read(
    Object.fromEntries(files.map((file) => [relative(ROOT, file), readFileSync(file, 'utf8')])),
  );
  const types = new Map<string, DeclaredType>();
  for (const { statements } of sources.filter(({ fileName }) => files.includes(fileName))) {
    for (const statement of statements.filter(ts.isClassDeclaration)) {
      for (const member of statement.members.filter(ts.isPropertyDeclaration)) {
        types.set(`${statement.name?.text ?? ''}.${member.name.getText()}`, declared(checker, member));
      }
    }
  }
  return types;
}

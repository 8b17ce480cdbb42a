import { Client } from 'pg';
import { DataSource, type EntityMetadata } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { readCatalog, selectable, type CatalogColumn } from './catalog';
import { declaredTypes, entityFiles, type DeclaredType } from './declared';

const FAMILY: Readonly<Record<string, DeclaredType['family']>> = {
  uuid: 'string',
  text: 'string',
  date: 'string',
  tsvector: 'string',
  'time without time zone': 'string',
  bigint: 'number',
  integer: 'number',
  'double precision': 'number',
  boolean: 'boolean',
  'timestamp with time zone': 'Date',
  bytea: 'Buffer',
  jsonpath: 'string',
};
const isJson = (type: string): boolean => type === 'json' || type === 'jsonb';
const SECRET = /(_hash|_secret|^salt|^decoy_key)$/;

let database: TestDatabase;
let source: DataSource;
let admin: Client;
let catalog: ReadonlyMap<string, readonly CatalogColumn[]>;
let types: ReadonlyMap<string, DeclaredType>;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new Client({ connectionString: database.urls.admin });
  await admin.connect();
  catalog = await readCatalog(admin);
  const files = entityFiles();
  types = declaredTypes(files);
  source = new DataSource({ type: 'postgres', url: database.urls.owner, entities: files });
  await source.initialize();
});

afterAll(async () => {
  await source.destroy();
  await admin.end();
  await database.drop();
});

const nameOf = (column: ColumnMetadata): string =>
  `${column.entityMetadata.tablePath}.${column.databaseName}`;

/** The TypeScript type of a column's property. */
function typeOf(column: ColumnMetadata): DeclaredType {
  const type = types.get(`${column.entityMetadata.targetName}.${column.propertyName}`);
  if (type === undefined) throw new Error(`no type of ${nameOf(column)}`);
  return type;
}

/** What the columns of all entities are, by `table.column`. */
const declared = <T>(what: (column: ColumnMetadata) => T): Record<string, T> =>
  Object.fromEntries(
    source.entityMetadatas.flatMap((entity) =>
      entity.columns.map((column) => [nameOf(column), what(column)]),
    ),
  );

/** What the columns of all tables are. */
const real = <T>(what: (column: CatalogColumn) => T): Record<string, T> =>
  Object.fromEntries(
    [...catalog].flatMap(([table, columns]) => columns.map((one) => [`${table}.${one.name}`, what(one)])),
  );

describe('entities and tables', () => {
  it('are the same ones', () => {
    expect(source.entityMetadatas.map((entity) => entity.tablePath).sort()).toEqual([...catalog.keys()]);
  });

  it('have the same columns, of the same types', () => {
    const typed = (column: ColumnMetadata): string =>
      source.driver.normalizeType(column) + (column.isArray ? '[]' : '');
    expect(declared(typed)).toEqual(real((column) => column.type));
  });

  it('have the same keys', () => {
    expect(declared((column) => column.isPrimary)).toEqual(real((column) => column.primary));
  });

  it('leave the same columns empty', () => {
    expect(declared((column) => column.isNullable)).toEqual(real((column) => column.nullable));
  });

  it('leave the same values to PostgreSQL', () => {
    expect(declared((column) => !column.isInsert && !column.isUpdate)).toEqual(
      real((column) => column.generated),
    );
  });

  it('give no secret to whoever asks for everything', () => {
    const secrets = source.entityMetadatas.flatMap((entity) =>
      entity.columns.filter((column) => SECRET.test(column.databaseName)),
    );
    expect(secrets.length).toBeGreaterThan(10);
    expect(secrets.filter((column) => column.isSelect).map(nameOf)).toEqual([]);
  });
});

describe('the TypeScript types of entities', () => {
  it('fit what PostgreSQL gives', () => {
    const fits = (column: ColumnMetadata) => {
      const { family, array, nullable } = typeOf(column);
      return isJson(source.driver.normalizeType(column)) ? 'json' : { family, array, nullable };
    };
    expect(declared(fits)).toEqual(
      real(({ type, nullable }) =>
        isJson(type)
          ? 'json'
          : { family: FAMILY[type.replace('[]', '')], array: type.endsWith('[]'), nullable },
      ),
    );
  });

  it('allow the words that a CHECK allows, and no others', () => {
    expect(declared((column) => typeOf(column).words)).toEqual(real((column) => column.words));
  });

  it('say of which table an id is', () => {
    const text = declared((column) => typeOf(column).text);
    const references = Object.entries(real((column) => column.refersTo));
    const wrong = references.filter(([from, to]) => to !== null && text[from] !== text[to]);
    expect(wrong).toEqual([]);
  });
});

describe.each([
  ['lintel_intake', ['lintel.assisted_pass']],
  ['lintel_workspace', []],
  [
    'lintel_worker',
    [
      'lintel.code_attempt',
      'lintel.code_place',
      'lintel.concern',
      'lintel.entry_attempt',
      'lintel.intake_session',
      'lintel.issue_session',
    ],
  ],
])('%s', (role, withoutKey) => {
  /** The statement of `find`, which names the key, too. */
  function find(entity: EntityMetadata, columns: readonly ColumnMetadata[]): string {
    const query = source.createQueryBuilder(entity.target, 'e');
    query.expressionMap.queryEntity = true;
    return query.select(columns.map((column) => `e.${column.propertyName}`)).getQuery();
  }

  it(`can read by their entities what it may read, but for ${withoutKey.join(', ') || 'none'}`, async () => {
    const may = await selectable(admin, role);
    const readable = (columns: readonly ColumnMetadata[]) => columns.filter((one) => may.has(nameOf(one)));
    const refused: string[] = [];
    await admin.query(`SET ROLE ${role}`);
    for (const entity of source.entityMetadatas) {
      const columns = readable(entity.columns);
      if (columns.length === 0) continue;
      await admin.query(`EXPLAIN ${find(entity, columns)}`).catch(() => refused.push(entity.tablePath));
    }
    await admin.query('RESET ROLE');
    expect(refused.sort()).toEqual(withoutKey);
  });
});

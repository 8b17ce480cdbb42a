import { LiveClient } from './live-client';

/** At the beginning of a statement: its best plan depends on what is asked for, as in a search, so that none is kept. */
export const PLANNED_EACH_TIME = '/* planned each time */';

/** So many texts are prepared at most; each is a plan that every connection may keep. */
const KEPT_TEXTS = 500;

type NameOf = (text: string) => string | undefined;

/**
 * Statements that a process asks again have a name, so that PostgreSQL plans them once for a connection and not at each call:
 * with row-level security the planning of a statement takes longer than the statement.
 */
function naming(): NameOf {
  /** Names by text; undefined: asked once. */
  const names = new Map<string, string | undefined>();
  let given = 0;
  return (text) => {
    if (text.startsWith(PLANNED_EACH_TIME)) return undefined;
    if (!names.has(text)) {
      if (names.size < KEPT_TEXTS) names.set(text, undefined);
      return undefined;
    }
    const known = names.get(text);
    if (known !== undefined) return known;
    given += 1;
    const name = `lintel-${given}`;
    names.set(text, name);
    return name;
  };
}

type Query = (config: unknown, values?: unknown, callback?: unknown) => unknown;

/** A client of `pg` that prepares what has parameters; all connections of one data source share the names. */
export function preparedClient(): typeof LiveClient {
  const nameOf = naming();
  return class PreparedClient extends LiveClient {
    constructor(options?: ConstructorParameters<typeof LiveClient>[0]) {
      super(options);
      const query: Query = super.query.bind(this);
      const prepared: Query = (config, values, callback) => {
        if (typeof config !== 'string' || !Array.isArray(values)) return query(config, values, callback);
        const name = nameOf(config);
        return query(
          name === undefined ? { text: config, values } : { name, text: config, values },
          callback,
        );
      };
      this.query = prepared as LiveClient['query'];
    }
  };
}

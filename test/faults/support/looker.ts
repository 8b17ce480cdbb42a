import { Client } from 'pg';

/** Whether it was not PostgreSQL that refused what was asked: it has ended, is about to, or cannot be reached. */
const isBroken = (error: unknown): boolean => {
  const { severity, code = '' } = error as { severity?: string; code?: string };
  return severity === undefined || code.startsWith('57P');
};

/** Whoever looks into a database again and again, by one connection as long as the database leaves it: each new one costs both sides. */
export class Looker {
  private line: Promise<Client> | undefined;

  constructor(private readonly url: () => string) {}

  async rows<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    const wasThere = this.line !== undefined;
    const line = (this.line ??= this.connected());
    const forget = (): void => {
      if (this.line === line) this.line = undefined;
    };
    const client = await line.catch((error: unknown) => {
      forget();
      throw error;
    });
    try {
      return (await client.query(sql, values)).rows as T[];
    } catch (error) {
      if (!isBroken(error)) throw error;
      forget();
      client.end().catch(() => undefined);
      // A line that had been there may have been broken long before this was asked.
      if (!wasThere) throw error;
      return this.rows(sql, values);
    }
  }

  /** The next who looks has a new line. */
  async leave(): Promise<void> {
    const { line } = this;
    this.line = undefined;
    await line?.then((client) => client.end()).catch(() => undefined);
  }

  private async connected(): Promise<Client> {
    const client = new Client({ connectionString: this.url() });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }
}

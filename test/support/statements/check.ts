import type { Client } from 'pg';
import { openDatabase } from '../../../src/platform/database';
import type { TestDatabase } from '../database';
import { claimsOf } from './claims';
import { placeOf, type Code } from './code';
import { kindsOfColumns, type Kinds } from './columns';
import { differences } from './compare';
import { findCalls, type Statement } from './find';
import { connectTo, prepare, type Prepared } from './prepare';
import { unitOf, Uses } from './reach';
import { WholeReadings } from './whole-readings';

/** Each has the role of its name. */
const PROCESSES = ['intake', 'workspace', 'worker'] as const;
/** The command line is now one of them, now the owner. */
const ROLES = [...PROCESSES, 'owner'] as const;
type Role = (typeof ROLES)[number];

interface Refusal {
  readonly role: Role;
  readonly message: string;
}

interface Asked {
  readonly answers: Prepared[];
  readonly served: Role[];
  readonly refusals: Refusal[];
}

/** Each message once, with those who got it. */
function inWords(refusals: readonly Refusal[]): string[] {
  const messages = [...new Set(refusals.map(({ message }) => message))];
  const roles = (message: string): string[] =>
    refusals.filter((refusal) => refusal.message === message).map(({ role }) => `lintel_${role}`);
  return messages.map((message) => `${message}, as ${[...new Set(roles(message))].join(' and ')}`);
}

/** Compares statements with a migrated database, of which it changes nothing. Close it. */
export class StatementCheck {
  private constructor(
    private readonly clients: Readonly<Record<Role, Client>>,
    private readonly kinds: Kinds,
    private readonly wholeReadings: WholeReadings,
  ) {}

  static async open({ urls }: TestDatabase): Promise<StatementCheck> {
    const database = await openDatabase(urls.worker, 1);
    const kinds = await database.transaction(kindsOfColumns);
    await database.close();
    const clients = {
      intake: await connectTo(urls.intake),
      workspace: await connectTo(urls.workspace),
      worker: await connectTo(urls.worker),
      owner: await connectTo(urls.owner),
    };
    return new StatementCheck(clients, kinds, await WholeReadings.of(clients.owner));
  }

  async close(): Promise<void> {
    for (const client of Object.values(this.clients)) await client.end();
  }

  /** Whatever is wrong with the statements of `code`, in sentences that begin with the place. */
  async problems(code: Code): Promise<string[]> {
    const uses = Uses.of(code);
    const anywhere = uses.from('src/apps/');
    const reached = PROCESSES.map((role) => ({ role, units: uses.from(`src/apps/${role}/`) }));
    const found: string[] = [];
    for (const { node, ways } of findCalls(code)) {
      const unit = unitOf(node) ?? node;
      const by = reached.filter(({ units }) => units.has(unit)).map(({ role }) => role);
      const untold = ways.flatMap((way) =>
        'why' in way ? [`cannot be told without running it: ${way.why}`] : [],
      );
      const told = ways.flatMap((way) => ('why' in way ? [] : [way]));
      const problems = [
        ...untold,
        ...(anywhere.has(unit) ? [] : ['is run by no process']),
        ...(await this.problemsOf(code, told, by)),
      ];
      found.push(...new Set(problems.map((problem) => `${placeOf(node)} ${problem}`)));
    }
    return found;
  }

  /**
   * Every text must be right for one of the processes that send it, and every process must have one that is right for it: which
   * of several texts which of several processes sends is not followed.
   */
  private async problemsOf(
    code: Code,
    statements: readonly Statement[],
    by: readonly Role[],
  ): Promise<string[]> {
    const problems: string[] = [];
    const refusals: Refusal[] = [];
    const served = new Set<Role>();
    for (const statement of statements) {
      const asked = await this.ask(statement.text, by.length === 0 ? ROLES : by);
      const [prepared] = asked.answers;
      if (prepared === undefined) problems.push(...inWords(asked.refusals));
      else problems.push(...this.compared(code, statement, prepared));
      // Each process reads by policies of its own.
      const slowly = asked.answers.flatMap(({ plan }) => this.wholeReadings.in(plan));
      problems.push(...[...new Set(slowly)].map((by) => `reads all of ${by.replace(' ', ' for ')}`));
      for (const role of asked.served) served.add(role);
      refusals.push(...asked.refusals);
    }
    const never = refusals.filter(({ role }) => by.includes(role) && !served.has(role));
    return [...problems, ...inWords(never)];
  }

  private async ask(text: string, by: readonly Role[]): Promise<Asked> {
    const asked: Asked = { answers: [], served: [], refusals: [] };
    for (const role of by)
      try {
        asked.answers.push(await prepare(this.clients[role], text));
        asked.served.push(role);
      } catch (error) {
        asked.refusals.push({ role, message: (error as Error).message });
      }
    return asked;
  }

  private compared({ checker }: Code, { values, row }: Statement, prepared: Prepared): string[] {
    const columns = prepared.columns.map(({ name, dataTypeID }) => ({
      name,
      kind: this.kinds.get(dataTypeID),
    }));
    const { parameters } = prepared;
    const counted = values === undefined || values === parameters;
    return [
      ...differences(columns, claimsOf(checker, row)),
      ...(counted ? [] : [`is sent ${values} values for ${parameters} parameters`]),
    ];
  }
}

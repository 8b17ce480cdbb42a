import { randomUUID } from 'node:crypto';
import { Test, type TestingModule } from '@nestjs/testing';
import { PlatformModule } from '../../../src/apps/platform.module';
import { DeliveryModule, DeliveryService } from '../../../src/features/messages';
import type { MessageId } from '../../../src/kernel/ids';
import { systemClock } from '../../../src/kernel/clock';
import { openDatabase } from '../../../src/platform/database';
import { openMessageDriver } from '../../../src/platform/messages';
import { createLogger } from '../../../src/platform/observability';
import { signedIn, type Answer, type OfficerClient } from '../workspace/client';
import { openWorld, seedCase, type World } from '../workspace/world';

export interface MessageRow {
  readonly state: string;
  readonly why: string;
  readonly body: string;
  readonly body_sha256: string;
  readonly subject: string;
}

/** Any day, any hour. */
export const ALWAYS = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', until: '24:00' };

/** A workspace with an officer in it, and the worker's part that lets messages leave. */
export class Desk {
  private constructor(
    readonly world: World,
    readonly client: OfficerClient,
    private readonly officer: Awaited<ReturnType<World['officer']>>,
    private readonly worker: TestingModule,
    readonly log: string[],
  ) {}

  static async open(settings: NodeJS.ProcessEnv): Promise<Desk> {
    const world = await openWorld(settings);
    const officer = await world.officer();
    const log: string[] = [];
    const { config } = world;
    const logger = createLogger(
      { process: 'worker', level: 'debug' },
      { write: (line) => void log.push(line) },
    );
    const databaseUrl = world.database.urls.worker;
    const worker = await Test.createTestingModule({
      imports: [
        PlatformModule.forRoot({ config, databaseUrl, logger }),
        DeliveryModule.with(openMessageDriver(config.messages, systemClock)),
      ],
    }).compile();
    return new Desk(world, await signedIn(world, officer), officer, worker, log);
  }

  /** An invitation with what the victim said of safe contact. */
  async invitation(safe: object): Promise<string> {
    const { invitation } = await seedCase(this.world, this.officer.id);
    await this.safe(invitation, safe);
    return invitation;
  }

  async safe(invitation: string, safe: object): Promise<void> {
    const answer = await this.client.call('POST', `/api/v1/invitations/${invitation}/safe-contact`, {
      ...ALWAYS,
      ...safe,
    });
    expect([answer.status, answer.text]).toEqual([204, '']);
  }

  async preview(invitation: string, kind = 'link'): Promise<Record<string, string | null>> {
    const { text } = await this.client.call(
      'GET',
      `/api/v1/invitations/${invitation}/messages/preview?kind=${kind}`,
    );
    return JSON.parse(text) as Record<string, string | null>;
  }

  async ask(invitation: string, kind = 'link', key: string = randomUUID()): Promise<Answer> {
    const { record } = await this.preview(invitation, kind);
    return this.client.call('POST', `/api/v1/invitations/${invitation}/messages`, {
      kind,
      record: record ?? '0',
      key,
    });
  }

  async asked(invitation: string, kind = 'link'): Promise<string> {
    const answer = await this.ask(invitation, kind);
    expect([answer.status, answer.text]).toEqual([202, expect.anything()]);
    return answer.json().id;
  }

  /** One run of the job. */
  run(message: string, last = false): Promise<void> {
    const attempt = { signal: new AbortController().signal, last };
    return this.worker.get(DeliveryService).send(message as MessageId, attempt);
  }

  followUp(): Promise<boolean> {
    return this.worker.get(DeliveryService).followUp();
  }

  /** One statement as PostgreSQL lets the officer. */
  async query(sql: string, values: unknown[]): Promise<unknown> {
    const workspace = await openDatabase(this.world.database.urls.workspace, 1);
    const act = () => workspace.transaction((tx) => tx.query(sql, values));
    try {
      return await this.world.asOfficer(this.officer, act);
    } finally {
      await workspace.close();
    }
  }

  async row(message: string): Promise<MessageRow> {
    const { rows } = await this.world.admin.query<MessageRow>('SELECT * FROM lintel.message WHERE id = $1', [
      message,
    ]);
    if (rows[0] === undefined) throw new Error('no such message');
    return rows[0];
  }

  /** What the custody log says of a message, in order. */
  async events(message: string): Promise<{ type: string; detail: Record<string, unknown> }[]> {
    const { rows } = await this.world.admin.query<{ event: string }>(
      `SELECT event FROM custody.record WHERE event LIKE '%' || $1 || '%' ORDER BY seq`,
      [message],
    );
    return rows.map(({ event }) => JSON.parse(event) as { type: string; detail: Record<string, unknown> });
  }

  /** Everything that stands in the database and in the logs, as text. */
  async everything(): Promise<string> {
    const parts: string[] = [...this.log, ...this.world.log];
    for (const table of [
      'lintel.message',
      'lintel.invitation',
      'lintel.outbox',
      'lintel.opening',
      'custody.record',
    ]) {
      const { rows } = await this.world.admin.query<{ row: string }>(
        `SELECT to_jsonb(t)::text AS row FROM ${table} t`,
      );
      parts.push(...rows.map(({ row }) => row));
    }
    return parts.join('\n');
  }

  async close(): Promise<void> {
    await this.worker.close();
    await this.world.close();
  }
}

import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Turns } from '../../kernel/turns';
import { ChangeListener } from './change-listener';
import { dataSourceOptions } from './data-source';
import { Database } from './database';

export interface DatabaseModuleChoices {
  /** Which role the process has in PostgreSQL follows from it. */
  readonly url: string;
  /** Connections this process holds at most. */
  readonly poolSize: number;
  /** A statement without an answer is given up after so long, with its connection; none: never. */
  readonly answerMs?: number | undefined;
  /** Transactions of one of those who ask, at one time, and how many may wait. */
  readonly turns: { readonly each: number; readonly waiting: number; readonly patienceMs: number };
}

/** A process's connection by its own role, and `Database` on it. TypeOrmModule closes it when the application shuts down. */
@Module({})
export class DatabaseModule {
  static forRoot({ url, poolSize, answerMs, turns }: DatabaseModuleChoices): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => ({
            ...dataSourceOptions(url, { poolSize, ...(answerMs !== undefined && { answerMs }) }),
            autoLoadEntities: true,
            // A process that cannot reach its database says so at once: who started it decides whether to try again.
            toRetry: () => false,
          }),
        }),
      ],
      providers: [
        {
          provide: Database,
          inject: [DataSource],
          useFactory: (source: DataSource) => new Database(source, new Turns({ atOnce: poolSize, ...turns })),
        },
        { provide: ChangeListener, useFactory: () => new ChangeListener(url) },
      ],
      exports: [ChangeListener, Database],
    };
  }
}

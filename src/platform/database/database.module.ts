import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { ChangeListener } from './change-listener';
import { dataSourceOptions } from './data-source';
import { Database } from './database';

export interface DatabaseModuleChoices {
  /** Which role the process has in PostgreSQL follows from it. */
  readonly url: string;
  /** Connections this process holds at most. */
  readonly poolSize: number;
}

/** A process's connection by its own role, and `Database` on it. TypeOrmModule closes it when the application shuts down. */
@Module({})
export class DatabaseModule {
  static forRoot({ url, poolSize }: DatabaseModuleChoices): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => ({
            ...dataSourceOptions(url, { poolSize }),
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
          useFactory: (source: DataSource) => new Database(source),
        },
        { provide: ChangeListener, useFactory: () => new ChangeListener(url) },
      ],
      exports: [ChangeListener, Database],
    };
  }
}

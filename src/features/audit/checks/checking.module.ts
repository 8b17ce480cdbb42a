import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CheckingService } from './checking.service';
import { ChecksRepository } from './checks.repository';
import { LogCheckEntity } from './log-check.entity';

const entities = TypeOrmModule.forFeature([LogCheckEntity]);

/** The worker's. */
@Module({})
export class CheckingModule {
  static with(watching: DynamicModule): DynamicModule {
    return {
      module: CheckingModule,
      imports: [entities, watching],
      providers: [ChecksRepository, CheckingService],
      exports: [CheckingService],
    };
  }
}

import { Module, type DynamicModule } from '@nestjs/common';
import { CheckingService, TRUSTED_KEYS } from './checking.service';
import { ChecksRepository } from './checks.repository';

/** The worker's. */
@Module({})
export class CheckingModule {
  static with(keys: readonly string[]): DynamicModule {
    return {
      module: CheckingModule,
      providers: [{ provide: TRUSTED_KEYS, useValue: keys }, ChecksRepository, CheckingService],
      exports: [CheckingService],
    };
  }
}

import { Module, type DynamicModule } from '@nestjs/common';
import { CustodyReader } from '../../custody';
import type { Witness } from './witness';
import { WitnessesRepository } from './witnesses.repository';
import { WitnessesService } from './witnesses.service';
import { WITNESSES, WitnessingService } from './witnessing.service';

@Module({ providers: [WitnessesService, WitnessesRepository], exports: [WitnessesService] })
export class WitnessesModule {}

/** The worker's. */
@Module({})
export class WitnessingModule {
  static with(witnesses: readonly Witness[]): DynamicModule {
    return {
      module: WitnessingModule,
      providers: [
        { provide: WITNESSES, useValue: witnesses },
        CustodyReader,
        WitnessesRepository,
        WitnessingService,
      ],
      exports: [WitnessingService],
    };
  }
}

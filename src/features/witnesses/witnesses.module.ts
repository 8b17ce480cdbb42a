import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CustodyReader } from '../../custody';
import type { Witness } from './witness';
import { WitnessesRepository } from './witnesses.repository';
import { WitnessesService } from './witnesses.service';
import { WITNESSES, WitnessingService } from './witnessing.service';
import { CosignatureEntity, WitnessEntity } from './witness.entity';

const entities = TypeOrmModule.forFeature([CosignatureEntity, WitnessEntity]);

@Module({
  imports: [entities],
  providers: [WitnessesService, WitnessesRepository],
  exports: [WitnessesService],
})
export class WitnessesModule {}

/** The worker's. */
@Module({})
export class WitnessingModule {
  static with(witnesses: readonly Witness[]): DynamicModule {
    return {
      module: WitnessingModule,
      imports: [entities],
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

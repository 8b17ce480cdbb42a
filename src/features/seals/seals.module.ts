import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { FoundSealsService } from './found-seals.service';
import { MakerSealEntity } from './seal.entity';
import { SealsRepository } from './seals.repository';
import { SentSealsService } from './sent-seals.service';

const entities = TypeOrmModule.forFeature([MakerSealEntity]);

/** The worker's side. */
@Module({
  imports: [entities],
  providers: [FoundSealsService, SealsRepository],
  exports: [FoundSealsService],
})
export class FoundSealsModule {}

/** The officers' side. */
@Module({
  imports: [entities],
  providers: [SentSealsService, SealsRepository],
  exports: [SentSealsService],
})
export class SentSealsModule {}

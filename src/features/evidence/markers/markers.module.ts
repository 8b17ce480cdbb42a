import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InvestigationsModule } from '../../investigations';
import { ClipRepository } from '../clip.repository';
import { MarkerEntity, MarkerStrikeEntity } from './marker.entity';
import { MarkersRepository } from './markers.repository';
import { MarkersService } from './markers.service';

const entities = TypeOrmModule.forFeature([MarkerEntity, MarkerStrikeEntity]);

/** Notes of officers on clips. */
@Module({
  imports: [entities, InvestigationsModule],
  providers: [MarkersService, MarkersRepository, ClipRepository],
  exports: [MarkersService],
})
export class MarkersModule {}

import { Module } from '@nestjs/common';
import { InvestigationsModule } from '../../investigations';
import { ClipRepository } from '../clip.repository';
import { MarkersRepository } from './markers.repository';
import { MarkersService } from './markers.service';

export type { Marker } from './markers.repository';
export { MarkersService } from './markers.service';

/** Notes of officers on clips. */
@Module({
  imports: [InvestigationsModule],
  providers: [MarkersService, MarkersRepository, ClipRepository],
  exports: [MarkersService],
})
export class MarkersModule {}

export { StillMakingService } from './making.service';
export { makeStill } from './jobs';
export { StillMakingModule, StillsModule } from './stills.module';
export type { AskedStill } from './stills.repository';
export { StillsService } from './stills.service';

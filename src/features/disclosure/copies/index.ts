export { makeSafeCopy } from './jobs';
export { SafeCopiesModule } from './safe-copies.module';
export { SafeCopiesService } from './safe-copies.service';

export type { KeptIntegrity, KeptSeal } from './domain/kept-seal';
export { KIND_WORDS, sealWords, type SealWords } from './domain/seal-words';
export { FoundSealsService } from './found-seals.service';
export { FoundSealsModule, SentSealsModule } from './seals.module';
export { SentSealsService } from './sent-seals.service';

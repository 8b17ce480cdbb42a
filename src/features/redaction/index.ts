export type { Film } from './domain/check-recipe';
export { standingOf } from './domain/standing';
export {
  edits,
  MASK_KINDS,
  REASONS,
  SHAPES,
  SOUND_KINDS,
  type Edits,
  type Mask,
  type Reason,
  type Recipe,
  type SoundSpan,
} from './domain/recipe';
export { checkCopy, type CheckedCopy } from './making/check';
export { checkFilm, isFilmRecipe, type CheckedFilm, type CheckedPart } from './compilation/making/check-film';
export { lookForFaces, renderCompilation, renderRedaction } from './jobs';
export { FacesService, type FaceSearch } from './faces/faces.service';
export { LookingService } from './faces/looking.service';
export { proposal, PROPOSALS_MAX, type Proposal } from './faces/tracks';
export { CompilationMakingService } from './compilation/making/compilation-making.service';
export {
  CompilationService,
  type CompilationOrder,
  type Film as CompiledFilm,
  type Proposed,
} from './compilation/compilation.service';
export { PARTS_MAX, PARTS_MIN, type Compilation } from './compilation/domain/recipe';
export { RedactionMakingService } from './making/making.service';
export { CameraService, type Alike, type Covered } from './camera.service';
export { ExtractsService, type ExtractOrder } from './extracts.service';
export { RedactionMakingModule, RedactionModule } from './redaction.module';
export { reviewSeen } from './review-seen';
export { RedactionService, type Redaction } from './redaction.service';

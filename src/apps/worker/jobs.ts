import { checkLog, type CheckingService } from '../../features/audit';
import {
  makeStill,
  FixityService,
  PromotionService,
  RenderingService,
  StillMakingService,
  TakeInService,
  TroubleService,
  VerificationService,
  renderClip,
  checkFixity,
  takeInAddition,
} from '../../features/evidence';
import {
  makeSafeCopy,
  sealBundle,
  stampCheckpoint,
  type SafeCopiesService,
  type SealService,
  type TimestampsService,
} from '../../features/disclosure';
import { sendMessage, type DeliveryService } from '../../features/messages';
import {
  lookForFaces,
  renderCompilation,
  renderRedaction,
  type CompilationMakingService,
  type LookingService,
  type RedactionMakingService,
} from '../../features/redaction';
import { proposeWords, type ProposingService } from '../../features/transcripts';
import { lockWritten, type WrittenLockService } from '../../features/written';
import type { DoorbellCopyService } from '../../features/footage';
import { promoteClip, verifyClip } from '../../features/submissions';
import { handle, type AnyJob, type JobContext, type JobHandler } from '../../platform/queue';

/** Every kind of job there is: the worker refuses to start unless each has exactly one handler. */
export const JOBS: readonly AnyJob[] = [
  verifyClip,
  promoteClip,
  takeInAddition,
  lockWritten,
  checkFixity,
  checkLog,
  renderClip,
  makeStill,
  sealBundle,
  stampCheckpoint,
  makeSafeCopy,
  renderRedaction,
  renderCompilation,
  lookForFaces,
  proposeWords,
  sendMessage,
];

const attempt = ({ signal, lastAttempt }: JobContext) => ({ signal, last: lastAttempt });

export const handlers = (services: {
  verification: VerificationService;
  promotion: PromotionService;
  additions: TakeInService;
  fixity: FixityService;
  checking: CheckingService;
  rendering: RenderingService;
  trouble: TroubleService;
  doorbellCopy: DoorbellCopyService;
  stills: StillMakingService;
  seal: SealService;
  timestamps: TimestampsService;
  copies: SafeCopiesService;
  redactions: RedactionMakingService;
  compilations: CompilationMakingService;
  faces: LookingService;
  words: ProposingService;
  delivery: DeliveryService;
  written: WrittenLockService;
}): JobHandler[] => [
  handle(verifyClip, ({ clipId }, context) => services.verification.verify(clipId, attempt(context))),
  handle(
    promoteClip,
    async ({ clipId }, context) => {
      const promote = () => services.promotion.promote(clipId, attempt(context));
      await services.trouble.watch(clipId, 'not-locked', context.lastAttempt, promote);
      await services.doorbellCopy.note(clipId);
    },
    ({ clipId }) => services.trouble.begin(clipId, 'not-locked'),
  ),
  handle(
    takeInAddition,
    ({ clipId }, context) =>
      services.trouble.watch(clipId, 'not-locked', context.lastAttempt, () =>
        services.additions.takeIn(clipId, attempt(context)),
      ),
    ({ clipId }) => services.trouble.begin(clipId, 'not-locked'),
  ),
  handle(
    lockWritten,
    ({ clipId }, context) =>
      services.trouble.watch(clipId, 'not-locked', context.lastAttempt, () => services.written.lock(clipId)),
    ({ clipId }) => services.trouble.begin(clipId, 'not-locked'),
  ),
  handle(checkFixity, async ({ clipId }, { signal }) => {
    await services.fixity.check(clipId, signal);
  }),
  handle(checkLog, ({ checkId }) => services.checking.check(checkId)),
  handle(
    renderClip,
    ({ clipId }, context) =>
      services.trouble.watch(clipId, 'no-copies', context.lastAttempt, () =>
        services.rendering.render(clipId, attempt(context)),
      ),
    ({ clipId }) => services.trouble.begin(clipId, 'no-copies'),
  ),
  handle(makeStill, ({ stillId }, context) => services.stills.make(stillId, attempt(context))),
  handle(sealBundle, ({ bundleId }, context) => services.seal.seal(bundleId, attempt(context))),
  handle(makeSafeCopy, ({ clipId }, context) => services.copies.ensure(clipId, attempt(context))),
  handle(renderRedaction, ({ redactionId }, context) =>
    services.redactions.make(redactionId, attempt(context)),
  ),
  handle(renderCompilation, ({ compilationId }, context) =>
    services.compilations.make(compilationId, attempt(context)),
  ),
  handle(lookForFaces, ({ searchId }, context) => services.faces.look(searchId, attempt(context))),
  handle(proposeWords, ({ proposalId }, context) => services.words.propose(proposalId, attempt(context))),
  handle(sendMessage, ({ messageId }, context) => services.delivery.send(messageId, attempt(context))),
  handle(stampCheckpoint, ({ size }, { signal }) => services.timestamps.stampCheckpoint(size, signal)),
];

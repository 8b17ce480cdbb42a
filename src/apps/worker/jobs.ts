import { PromotionService, RenderingService, VerificationService, renderClip } from '../../features/evidence';
import {
  makeSafeCopy,
  sealBundle,
  stampCheckpoint,
  type SafeCopiesService,
  type SealService,
  type TimestampsService,
} from '../../features/disclosure';
import { sendMessage, type DeliveryService } from '../../features/messages';
import { promoteClip, verifyClip } from '../../features/submissions';
import { handle, type AnyJob, type JobContext, type JobHandler } from '../../platform/queue';

/** Every kind of job there is: the worker refuses to start unless each has exactly one handler. */
export const JOBS: readonly AnyJob[] = [
  verifyClip,
  promoteClip,
  renderClip,
  sealBundle,
  stampCheckpoint,
  makeSafeCopy,
  sendMessage,
];

const attempt = ({ signal, lastAttempt }: JobContext) => ({ signal, last: lastAttempt });

export const handlers = (services: {
  verification: VerificationService;
  promotion: PromotionService;
  rendering: RenderingService;
  seal: SealService;
  timestamps: TimestampsService;
  copies: SafeCopiesService;
  delivery: DeliveryService;
}): JobHandler[] => [
  handle(verifyClip, ({ clipId }, context) => services.verification.verify(clipId, attempt(context))),
  handle(promoteClip, ({ clipId }, context) => services.promotion.promote(clipId, attempt(context))),
  handle(renderClip, ({ clipId }, context) => services.rendering.render(clipId, attempt(context))),
  handle(sealBundle, ({ bundleId }, context) => services.seal.seal(bundleId, attempt(context))),
  handle(makeSafeCopy, ({ clipId }, context) => services.copies.ensure(clipId, attempt(context))),
  handle(sendMessage, ({ messageId }, context) => services.delivery.send(messageId, attempt(context))),
  handle(stampCheckpoint, ({ size }, { signal }) => services.timestamps.stampCheckpoint(size, signal)),
];

import { PromotionService, RenderingService, VerificationService, renderClip } from '../../features/evidence';
import { promoteClip, verifyClip } from '../../features/submissions';
import { handle, type AnyJob, type JobHandler } from '../../platform/queue';

/** Every kind of job there is: the worker refuses to start unless each has exactly one handler. */
export const JOBS: readonly AnyJob[] = [verifyClip, promoteClip, renderClip];

export const handlers = (services: {
  verification: VerificationService;
  promotion: PromotionService;
  rendering: RenderingService;
}): JobHandler[] => [
  handle(verifyClip, ({ clipId }) => services.verification.verify(clipId)),
  handle(promoteClip, ({ clipId }) => services.promotion.promote(clipId)),
  handle(renderClip, ({ clipId }, { signal, lastAttempt }) =>
    services.rendering.render(clipId, { signal, last: lastAttempt }),
  ),
];

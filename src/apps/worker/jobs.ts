import { PromotionService, RenderingService, VerificationService, renderClip } from '../../features/evidence';
import { promoteClip, verifyClip } from '../../features/submissions';
import { handle, type AnyJob, type JobContext, type JobHandler } from '../../platform/queue';

/** Every kind of job there is: the worker refuses to start unless each has exactly one handler. */
export const JOBS: readonly AnyJob[] = [verifyClip, promoteClip, renderClip];

const attempt = ({ signal, lastAttempt }: JobContext) => ({ signal, last: lastAttempt });

export const handlers = (services: {
  verification: VerificationService;
  promotion: PromotionService;
  rendering: RenderingService;
}): JobHandler[] => [
  handle(verifyClip, ({ clipId }, context) => services.verification.verify(clipId, attempt(context))),
  handle(promoteClip, ({ clipId }, context) => services.promotion.promote(clipId, attempt(context))),
  handle(renderClip, ({ clipId }, context) => services.rendering.render(clipId, attempt(context))),
];

import {
  All,
  Controller,
  Inject,
  MethodNotAllowedException,
  Req,
  Res,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { onceClosed } from '../../platform/http';
import type { Logger } from '../../platform/observability';
import { LOGGER } from '../platform.module';
import { LinkBodies } from './link-bodies';
import { Sessions } from './session';
import { watchSession } from './session-watch';
import { TusUploads } from './tus';

const METHODS = new Set(['OPTIONS', 'HEAD', 'POST', 'PATCH', 'DELETE']);

/** Resumable uploads (tus 1.0): bytes go in, none come out. */
@Controller('/upload')
export class UploadController {
  constructor(
    private readonly tus: TusUploads,
    private readonly sessions: Sessions,
    private readonly bodies: LinkBodies,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @All(['/', '/:id'])
  async any(@Req() request: Request, @Res() response: Response): Promise<void> {
    if (!METHODS.has(request.method)) {
      response.setHeader('Allow', [...METHODS].join(', '));
      throw new MethodNotAllowedException();
    }
    if (request.method === 'POST' && request.is('application/offset+octet-stream') !== false) {
      throw new UnsupportedMediaTypeException();
    }
    const visitor = await this.sessions.visitor(request);
    const leave = request.method === 'PATCH' ? this.bodies.enter(visitor) : undefined;
    const stop = watchSession(this.sessions, request, this.logger);
    onceClosed(response, () => {
      stop();
      leave?.();
    });
    await this.tus.handle(request, response, visitor);
  }
}

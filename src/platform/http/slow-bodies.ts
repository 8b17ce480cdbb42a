import { RequestTimeoutException } from '@nestjs/common';
import type { Request, RequestHandler, Response } from 'express';
import { onceClosed } from '../../kernel/once-closed';

export interface SlowLimits {
  /** Bytes a second that a body brings at least. */
  readonly slowestBytes: number;
  /** Over which that is measured. */
  readonly slowSeconds: number;
}

/** How an error becomes an answer. */
export type Refuse = (error: unknown, request: Request, response: Response) => void;

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** A part of a resumable upload: what has come is kept, and a client goes on by itself after a broken line, not after a refusal. */
const isResumed = (request: Request): boolean => request.method === 'PATCH';

/**
 * Gives up a body that comes more slowly than any honest line brings it: whoever sends a byte a minute would else hold a place for
 * ever. While it is we who do not read, nobody is called slow.
 */
export function slowBodies({ slowestBytes, slowSeconds }: SlowLimits, refuse: Refuse): RequestHandler {
  return (request, response, next) => {
    if (hasBody(request)) watch(request, response, slowestBytes * slowSeconds, slowSeconds * 1_000, refuse);
    next();
  };
}

function watch(request: Request, response: Response, least: number, everyMs: number, refuse: Refuse): void {
  const { socket } = request;
  let before = socket.bytesRead;
  let isOver = false;
  const isSlow = (): boolean =>
    !isOver &&
    !request.complete &&
    !socket.destroyed &&
    socket.bytesRead - before < least &&
    request.readableLength === 0;
  const look = (): void => {
    if (request.complete || socket.destroyed) clearInterval(timer);
    else if (!isSlow()) before = socket.bytesRead;
    // Timers run before sockets are read: where this process stood still, what has come meanwhile is read first.
    else setImmediate(judge);
  };
  const judge = (): void => {
    if (!isSlow()) {
      before = socket.bytesRead;
      return;
    }
    clearInterval(timer);
    giveUp(request, response, refuse);
  };
  const timer = setInterval(look, everyMs);
  timer.unref();
  onceClosed(response, () => {
    isOver = true;
    clearInterval(timer);
  });
}

function giveUp(request: Request, response: Response, refuse: Refuse): void {
  if (isResumed(request) || response.headersSent) {
    request.destroy();
    return;
  }
  refuse(new RequestTimeoutException(), request, response);
}

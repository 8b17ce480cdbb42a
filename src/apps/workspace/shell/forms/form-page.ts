import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Officer } from '../../../../features/identity';
import type { DomainError } from '../../../../kernel/errors';
import { officerOf } from '../access/access';
import { refusedBy, type Form, type Refused } from './form';

/** One request whose form was refused. */
export interface Asked {
  readonly request: Request;
  readonly response: Response;
  readonly by: Officer;
}

/**
 * Shows the page of a form again, with what needs another look. A form that was refused before its route's handler, by
 * the guard or by the schema, reaches this alone, so it is given no way to act.
 */
export abstract class FormPage implements ExceptionFilter<DomainError> {
  protected abstract formOf(request: Request): Form;
  protected abstract show(asked: Asked, refused: Refused): Promise<void> | void;

  catch(error: DomainError, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    this.answer(error, request, response).catch((failed: unknown) => request.next?.(failed));
  }

  private async answer(error: DomainError, request: Request, response: Response): Promise<void> {
    const refused = refusedBy(this.formOf(request), request.body, error);
    if (refused === undefined) throw error;
    await this.show({ request, response, by: officerOf(request) }, refused);
  }
}

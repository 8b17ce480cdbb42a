import { Controller, Get, Injectable } from '@nestjs/common';
import { ApiTags, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { Operation } from './operation';

/** Holds the document, which can be made only once the application stands. */
@Injectable()
export class OpenApiHolder {
  document: OpenAPIObject | undefined;
}

@ApiTags('openapi')
@Controller('api/v1/openapi.json')
export class OpenApiController {
  constructor(private readonly holder: OpenApiHolder) {}

  @Get()
  @Operation({
    access: 'anyone',
    summary: 'This document (OpenAPI 3)',
    answer: z.looseObject({ openapi: z.string() }),
  })
  get(): OpenAPIObject | undefined {
    return this.holder.document;
  }
}

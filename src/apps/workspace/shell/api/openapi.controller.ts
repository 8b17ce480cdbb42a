import { Controller, Get, Injectable } from '@nestjs/common';
import { ApiTags, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { Operation } from './operation';

/** Makes the document when it is first asked for: only then does it take memory. It can be made once the application stands. */
@Injectable()
export class OpenApiHolder {
  private made: OpenAPIObject | undefined;
  make: () => OpenAPIObject | undefined = () => undefined;

  get document(): OpenAPIObject | undefined {
    this.made ??= this.make();
    return this.made;
  }
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

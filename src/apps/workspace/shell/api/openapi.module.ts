import { Module } from '@nestjs/common';
import { OpenApiController, OpenApiHolder } from './openapi.controller';

@Module({ controllers: [OpenApiController], providers: [OpenApiHolder] })
export class OpenApiModule {}

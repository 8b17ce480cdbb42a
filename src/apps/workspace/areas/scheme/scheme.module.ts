import { Module } from '@nestjs/common';
import { IdentityModule } from '../../../../features/identity';
import { SchemeModule } from '../../../../features/scheme';
import { SchemeController } from './scheme-api.controller';
import { SchemePagesController } from './scheme-pages.controller';

@Module({
  imports: [IdentityModule, SchemeModule],
  controllers: [SchemeController, SchemePagesController],
})
export class SchemeArea {}

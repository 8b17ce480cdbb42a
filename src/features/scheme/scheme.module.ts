import { Module } from '@nestjs/common';
import { SchemeRepository } from './scheme.repository';
import { SchemeService } from './scheme.service';

@Module({ providers: [SchemeService, SchemeRepository], exports: [SchemeService] })
export class SchemeModule {}

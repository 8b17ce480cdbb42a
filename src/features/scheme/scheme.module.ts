import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SchemeRepository } from './scheme.repository';
import { SchemeService } from './scheme.service';
import { DoorbellEntity, DoorbellEntryEntity } from './doorbell.entity';

const entities = TypeOrmModule.forFeature([DoorbellEntity, DoorbellEntryEntity]);

@Module({ imports: [entities], providers: [SchemeService, SchemeRepository], exports: [SchemeService] })
export class SchemeModule {}

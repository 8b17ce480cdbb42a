import { Module } from '@nestjs/common';
import { InvestigationsModule } from '../../../../features/investigations';
import { ChangeStreams } from './change-streams';
import { ChangesController } from './changes-api.controller';

@Module({ imports: [InvestigationsModule], controllers: [ChangesController], providers: [ChangeStreams] })
export class LiveArea {}

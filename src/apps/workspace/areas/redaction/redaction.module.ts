import { Module } from '@nestjs/common';
import { DisclosureModule } from '../../../../features/disclosure';
import { ReviewModule } from '../../../../features/evidence';
import { InvestigationsModule } from '../../../../features/investigations';
import { RedactionModule } from '../../../../features/redaction';
import { ClipsModule } from '../../shell/clips/clips.module';
import { RedactionChoiceApiController } from './choice-api.controller';
import { RedactionChoicePagesController } from './choice-pages.controller';
import { CameraApiController } from './camera-api.controller';
import { CameraPagesController } from './camera-pages.controller';
import { ExtractsApiController } from './extracts-api.controller';
import { FacesApiController } from './faces-api.controller';
import { FacesPagesController } from './faces-pages.controller';
import { FilmsApiController } from './films-api.controller';
import { FilmsPagesController } from './films-pages.controller';
import { RedactionPage } from './redaction-page';
import { RedactionsApiController } from './redactions-api.controller';
import { RedactionsPagesController } from './redactions-pages.controller';

@Module({
  imports: [ClipsModule, DisclosureModule, InvestigationsModule, RedactionModule, ReviewModule],
  controllers: [
    CameraApiController,
    CameraPagesController,
    ExtractsApiController,
    FacesApiController,
    FacesPagesController,
    FilmsApiController,
    FilmsPagesController,
    RedactionChoiceApiController,
    RedactionChoicePagesController,
    RedactionsApiController,
    RedactionsPagesController,
  ],
  providers: [RedactionPage],
})
export class RedactionArea {}

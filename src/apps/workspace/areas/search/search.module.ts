import { Module } from '@nestjs/common';
import { SearchModule } from '../../../../features/search';
import { SearchApiController } from './search-api.controller';
import { SearchPagesController } from './search-pages.controller';

@Module({ imports: [SearchModule], controllers: [SearchPagesController, SearchApiController] })
export class SearchArea {}

import { Module } from '@nestjs/common';
import { InvestigationsModule } from '../investigations';
import { SearchRepository } from './search.repository';
import { SearchService } from './search.service';

@Module({
  imports: [InvestigationsModule],
  providers: [SearchService, SearchRepository],
  exports: [SearchService],
})
export class SearchModule {}

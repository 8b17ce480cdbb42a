export { SearchModule } from './search.module';
export { NOTHING_FOUND, SearchService, type SearchFound } from './search.service';

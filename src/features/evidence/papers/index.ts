export { producingParagraph, type PaperExhibit } from './domain';
export { PapersService, type LabelOrder, type PaperParts } from './papers.service';

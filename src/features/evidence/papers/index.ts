export { producingParagraph, type PaperExhibit } from './domain';
export { PapersService, type LabelOrder } from './papers.service';

export {
  ITEM_FLAGS,
  ITEM_SORTS,
  ITEM_STATES,
  pictureOf,
  type ItemFilter,
  type ItemFlag,
  type ItemPicture,
  type ItemSort,
  type ItemState,
} from './filter';
export type { Beside, ItemCounts, ItemRow } from './items.repository';
export { ItemsViewService } from './items.service';

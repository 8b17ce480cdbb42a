// Named as the global that it stands in for when the page's script is made (scripts/build.mjs).
export { Bytes as Buffer } from './bytes';

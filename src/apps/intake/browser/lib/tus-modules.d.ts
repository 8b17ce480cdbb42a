// The parts of tus-js-client that never touch localStorage: its entry point writes to it when it is loaded.
declare module 'tus-js-client/lib.esm/upload.js' {
  import { Upload } from 'tus-js-client';
  export default Upload;
}
declare module 'tus-js-client/lib.esm/browser/httpStack.js' {
  import type { HttpStack } from 'tus-js-client';
  const XhrHttpStack: new () => HttpStack;
  export default XhrHttpStack;
}

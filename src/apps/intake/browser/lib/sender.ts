import type { DetailedError } from 'tus-js-client';
import XhrHttpStack from 'tus-js-client/lib.esm/browser/httpStack.js';
import BaseUpload from 'tus-js-client/lib.esm/upload.js';
import { refusal, worthRetrying, type Refusal } from './api';
import { ofLink } from './of-link';

/** What is lost at most by a proxy that keeps a request back until it is whole, bytes. */
const CHUNK = 8 * 1024 * 1024;
/** Waits between tries, milliseconds: quick at first, then every 15 s for about eight hours. */
export const RETRY_DELAYS = [0, 1_000, 2_000, 4_000, 8_000, ...Array<number>(2_000).fill(15_000)];

export interface SenderEvents {
  progress(sentBytes: number): void;
  /** The connection is gone, or the server is: it goes on by itself. */
  interrupted(): void;
  done(): void;
  failed(error: Refusal): void;
}

const statusOf = (error: Error | DetailedError): number =>
  ('originalResponse' in error ? error.originalResponse?.getStatus() : undefined) ?? 0;
const textOf = (error: Error | DetailedError): string =>
  ('originalResponse' in error ? error.originalResponse?.getBody() : undefined) ?? '';

/** The file is read in slices: nothing is kept in memory or on the device. */
const sliceReader = {
  openFile: (file: File) =>
    Promise.resolve({
      size: file.size,
      slice: (start: number, end: number) =>
        Promise.resolve({ value: file.slice(start, end), done: end >= file.size }),
      close: () => undefined,
    }),
};

/** Brings one file to its place on the server, from wherever the server says that it stopped. */
export class Sender {
  private readonly upload: BaseUpload;

  constructor(file: File, url: string, events: SenderEvents) {
    this.upload = new BaseUpload(file, {
      endpoint: null,
      uploadUrl: url,
      metadata: {},
      headers: ofLink(),
      chunkSize: CHUNK,
      retryDelays: RETRY_DELAYS,
      parallelUploads: 1,
      storeFingerprintForResuming: false,
      fingerprint: () => Promise.resolve(''),
      fileReader: sliceReader,
      httpStack: new XhrHttpStack(),
      onProgress: (sent) => events.progress(sent),
      onShouldRetry: (error) => {
        const again = worthRetrying(statusOf(error));
        if (again) events.interrupted();
        return again;
      },
      onSuccess: () => events.done(),
      onError: (error) => events.failed(refusal(statusOf(error), textOf(error))),
      // Without the wrapper of the package, nothing else sets it.
      ...{ protocol: 'tus-v1' },
    });
  }

  /** Asks the server where it is, and goes on from there. */
  start(): void {
    this.upload.start();
  }

  stop(): void {
    void this.upload.abort();
  }
}

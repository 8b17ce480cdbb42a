import { ofLink } from './of-link';

/** So few bytes that a refusal after the last of them costs little: on a thin line two questions before them cost more. */
const MOST_BYTES = 2 * 1024 * 1024;
/** A file that lives in a cloud may take its time: then it goes like a large one. */
const PATIENCE_MS = 2_000;

async function digest(file: File): Promise<string | undefined> {
  // Only over https, and on one's own machine.
  if (!('subtle' in crypto)) return undefined;
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return btoa(String.fromCharCode(...new Uint8Array(hash)));
}

/** SHA-256 in base64 of a file that may go at once; `undefined` for every other. */
export function digestOfSmall(file: File): Promise<string | undefined> {
  if (file.size > MOST_BYTES) return Promise.resolve(undefined);
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PATIENCE_MS));
  return Promise.race([digest(file).catch(() => undefined), late]);
}

interface Events {
  progress(sentBytes: number): void;
  done(): void;
  /** Something was in the way, or the bytes came without their fingerprint. */
  failed(): void;
}

/** One request that makes the place of a small file, brings all of its bytes, and says what the device had (RFC 9530). */
export class AtOnce {
  private readonly request = new XMLHttpRequest();

  constructor(file: File, url: string, sha256: string, events: Events) {
    const { request } = this;
    const digest = `sha-256=:${sha256}:`;
    request.open('PATCH', url);
    request.setRequestHeader('Tus-Resumable', '1.0.0');
    request.setRequestHeader('Upload-Offset', '0');
    request.setRequestHeader('Content-Type', 'application/offset+octet-stream');
    request.setRequestHeader('Content-Digest', digest);
    for (const [name, value] of Object.entries(ofLink())) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => events.progress(Math.min(loaded, file.size));
    request.onload = () => {
      // A proxy may take a header out that it does not know, and a server from before an upgrade does not look at it.
      const isKept = request.getResponseHeader('Content-Digest-Kept') === digest;
      const isWhole = request.getResponseHeader('Upload-Offset') === String(file.size);
      if (request.status === 204 && isWhole && isKept) events.done();
      else events.failed();
    };
    request.onerror = () => events.failed();
    request.send(file);
  }

  stop(): void {
    this.request.abort();
  }
}

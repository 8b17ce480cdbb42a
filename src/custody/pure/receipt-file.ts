import type { JsonObject, JsonValue } from '../../kernel/json';
import { isObject, parseJson } from './event-text';
import { fromBase64 } from './signed-note';

/** What a receipt of a sending says. The log is committed to it; nobody can read it there. */
export interface ReceiptWords extends JsonObject {
  readonly reference: string;
  /** UTC, ISO 8601. */
  readonly sentAt: string;
  readonly files: readonly ReceiptFileWords[];
  /** Entries of the diary, by number only. */
  readonly entries: readonly ReceiptEntryWords[];
}
export interface ReceiptFileWords extends JsonObject {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** As the device made it; `null`: it made none. */
  readonly deviceSha256: string | null;
  /** As it was read back; `null`: it was not yet when the receipt was put on record. */
  readonly storedSha256: string | null;
}
export interface ReceiptEntryWords extends JsonObject {
  readonly number: number;
  /** How many files belong to it. */
  readonly files: number;
  /** It was sent before, and these files were added. */
  readonly earlier: boolean;
}

const FORMAT = 'lintel-receipt/v1';
/** Begins each file, so that it is known wherever it is kept. */
export const RECEIPT_FILE_START = `{"format":"${FORMAT}"`;

/** All that shows what a receipt says and when it was put on record (docs/receipt-format.md). */
export interface ReceiptFile {
  readonly receipt: ReceiptWords;
  /** 16 bytes, hexadecimal. */
  readonly salt: string;
  /** Its five lines. */
  readonly record: string;
  /** C2SP tlog-proof. */
  readonly proof: string;
  /** C2SP verifier keys of the log. Whose they are, nothing in the file can show. */
  readonly keys: readonly string[];
  /** RFC 3161, over the checkpoint in the proof. */
  readonly timeStamp: Buffer | undefined;
}

export function receiptFileText({ receipt, salt, record, proof, keys, timeStamp }: ReceiptFile): string {
  const stamp = timeStamp === undefined ? {} : { timeStamp: timeStamp.toString('base64') };
  return `${JSON.stringify({ format: FORMAT, receipt, salt, record, proof, keys, ...stamp }, null, 1).replace('{\n "format": ', '{"format":')}\n`;
}

const isText = (value: JsonValue | undefined): value is string => typeof value === 'string';
const isCount = (value: JsonValue | undefined): value is number => Number.isSafeInteger(value);
const isHash = (value: JsonValue | undefined): value is string | null =>
  value === null || (isText(value) && /^[0-9a-f]{64}$/.test(value));
const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);
const only = (value: JsonObject, names: readonly string[]): boolean =>
  Object.keys(value).every((name) => names.includes(name));

const isFile = (value: JsonValue): value is ReceiptFileWords =>
  isObject(value) &&
  only(value, ['name', 'size', 'deviceSha256', 'storedSha256']) &&
  isText(value['name']) &&
  isCount(value['size']) &&
  isHash(value['deviceSha256']) &&
  isHash(value['storedSha256']);

const isEntry = (value: JsonValue): value is ReceiptEntryWords =>
  isObject(value) &&
  only(value, ['number', 'files', 'earlier']) &&
  isCount(value['number']) &&
  isCount(value['files']) &&
  typeof value['earlier'] === 'boolean';

const isReceipt = (value: JsonValue | undefined): value is ReceiptWords =>
  isObject(value) &&
  only(value, ['reference', 'sentAt', 'files', 'entries']) &&
  isText(value['reference']) &&
  isText(value['sentAt']) &&
  isList(value['files']) &&
  value['files'].every(isFile) &&
  isList(value['entries']) &&
  value['entries'].every(isEntry);

/** Undefined when it is not such a file. Says nothing of whether it is true. */
export function parseReceiptFile(text: string): ReceiptFile | undefined {
  const value = parseJson(text);
  if (!isObject(value) || value['format'] !== FORMAT) return undefined;
  if (!only(value, ['format', 'receipt', 'salt', 'record', 'proof', 'keys', 'timeStamp'])) return undefined;
  const { receipt, salt, record, proof, keys, timeStamp } = value;
  if (!isReceipt(receipt) || !isText(salt) || !/^[0-9a-f]{32}$/.test(salt)) return undefined;
  if (!isText(record) || !isText(proof) || !isList(keys) || !keys.every(isText)) return undefined;
  if (timeStamp !== undefined && !isText(timeStamp)) return undefined;
  const stamp = timeStamp === undefined ? undefined : fromBase64(timeStamp);
  if (timeStamp !== undefined && stamp === undefined) return undefined;
  return { receipt, salt, record, proof, keys, timeStamp: stamp };
}

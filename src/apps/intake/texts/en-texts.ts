import { ASK } from './ask.en';
import { BSL } from './bsl.en';
import { CHECK } from './check.en';
import { CODE } from './code.en';
import { COMMON } from './common.en';
import { DIARY } from './diary.en';
import { EASY_READ } from './easy-read.en';
import { ENTRY } from './entry.en';
import { FILES, UPLOAD } from './files.en';
import { FIRST } from './first.en';
import { FOOTAGE } from './footage.en';
import { HELP, HELP_WORDS } from './help.en';
import { NOTES } from './notes.en';
import { NOTICE_PAGE } from './notice.en';
import { ASKED, OTHERS } from './others.en';
import { PAGE } from './page.en';
import { PROBLEMS } from './problems.en';
import { RECEIPT } from './receipt.en';
import { RECIPIENT } from './recipient.en';
import { SAID } from './said.en';
import { SEND } from './send.en';
import { START } from './start.en';

/** Every text of the public pages. */
export const ENGLISH_TEXTS = {
  common: COMMON,
  page: PAGE,
  entry: ENTRY,
  code: CODE,
  ask: ASK,
  start: START,
  notice: NOTICE_PAGE,
  easyRead: EASY_READ,
  bsl: BSL,
  diary: DIARY,
  files: FILES,
  upload: UPLOAD,
  first: FIRST,
  footage: FOOTAGE,
  help: HELP_WORDS,
  makes: HELP,
  send: SEND,
  receipt: RECEIPT,
  check: CHECK,
  notes: NOTES,
  said: SAID,
  problems: PROBLEMS,
  recipient: RECIPIENT,
  asked: ASKED,
  others: OTHERS,
} as const;
